namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Compares merchant numbers. See <c>PROTOCOL.md</c>, section Step 4.</summary>
internal static class DesjardinsMerchantNumbers
{
    /// <summary>
    /// Whether both identify the same merchant account: they are equal, or are numbers that differ only in leading zeros.
    /// </summary>
    public static bool IsSame(string configured, string received) =>
        configured == received || (IsNumber(configured) && IsNumber(received) && Digits(configured).SequenceEqual(Digits(received)));

    private static ReadOnlySpan<char> Digits(string number) => number.AsSpan().TrimStart('0');

    private static bool IsNumber(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
