namespace PaymentStatusSdk.Relational.Store;

/// <summary>Reads members of enums by name.</summary>
internal static class Enums
{
    /// <summary>Returns the member with this name; member 0 if this version does not define the name.</summary>
    public static T Parse<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : default;
}
