namespace PaymentStatusSdk.Simulators.Ppro;

/// <summary>The allowed moves of status and funds (PROTOCOL.md of the PPRO adapter).</summary>
internal static class PproStates
{
    public static void CheckStatus(string from, string to)
    {
        if (from == to || (from, to) is ("PENDING", "SUCCEEDED") or ("PENDING", "FAILED") or ("FAILED", "SUCCEEDED")) return;
        throw new InvalidOperationException(
            $"A PPRO transaction does not move from '{from}' to '{to}' (possible: PENDING to SUCCEEDED or FAILED, FAILED to SUCCEEDED). "
            + "Use force to make the move anyway.");
    }

    // The funds status of a transaction that is not SUCCEEDED may change freely: no source documents an order.
    public static void CheckFunds(string status, string? from, string? to)
    {
        if (status != "SUCCEEDED" || from == to) return;
        if ((from, to) is ("WAITING", "RECEIVED") or ("WAITING", "MISSING") or ("MISSING", "RECEIVED")) return;
        throw new InvalidOperationException(
            $"The funds of a SUCCEEDED transaction do not move from '{from}' to '{to}' (possible: WAITING to RECEIVED or MISSING, MISSING "
            + "to RECEIVED). Use force to make the move anyway.");
    }

    /// <summary>Whether a notification reports the move.</summary>
    public static bool IsReported(string from, string to) => from != to && to is "SUCCEEDED" or "FAILED";
}
