namespace PaymentStatusSdk.Dashboard.Endpoints;

/// <summary>The results of actions. An address names one of them and cannot bring a text of its own onto the page.</summary>
internal static class Notices
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["check"] = "A check was requested. The page shows its result when it has ended; reload it in a moment.",
        ["check-refused"] = "No check was requested: the payment is stopped, or it is a duplicate.",
        ["stop"] = "Tracking was stopped. Pending changes are still delivered.",
        ["stop-refused"] = "Nothing was stopped: the payment is no longer tracked.",
        ["track"] = "The payment is tracked again and is checked now.",
        ["track-refused"] = "Tracking was not started: the payment is tracked already, or its client is not registered any more.",
        ["resolve"] = "The payment is resolved by hand. It is not checked any more, and the change is delivered to your application.",
        ["resolve-refused"] = "Nothing was recorded: the reason is missing, or the payment needs no resolution. It is resolved already, "
            + "is a duplicate, or is completed without a problem.",
        ["resolve-changed"] = "Nothing was recorded. The payment has changed since you opened the page: look again.",
        ["resolve-nameless"] = "Nothing was recorded: your account has no name to record. Ask for a sign-in that sends a name, the claim "
            + "preferred_username, email or sub.",
        ["redeliver"] = "The change is delivered again.",
        ["redeliver-refused"] = "Nothing was delivered: the change is not parked any more.",
    };

    public static string? Of(string? name) => name is not null && Texts.TryGetValue(name, out var text) ? text : null;
}
