namespace PaymentStatusSdk.Exploration.Model;

/// <summary>The completed handlers of a change, of the only one. There is one list for each value, so that claims are equal.</summary>
internal static class Handlers
{
    private static readonly IReadOnlyList<string> None = [];
    private static readonly IReadOnlyList<string> All = [Setting.Handler];

    public static IReadOnlyList<string> Of(bool isHandled) => isHandled ? All : None;
}
