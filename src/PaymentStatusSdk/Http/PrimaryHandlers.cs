namespace PaymentStatusSdk.Http;

/// <summary>Inspects a merchant's primary handler, which may consist of message handlers around the one that sends.</summary>
internal static class PrimaryHandlers
{
    /// <summary>Returns the handlers around the one that sends, the outermost first.</summary>
    public static IReadOnlyList<DelegatingHandler> WrappersOf(HttpMessageHandler primary)
    {
        var wrappers = new List<DelegatingHandler>();
        for (var next = primary; next is DelegatingHandler { InnerHandler: { } inner } wrapper; next = inner) wrappers.Add(wrapper);
        return wrappers;
    }

    /// <summary>Returns the handler that sends requests.</summary>
    public static HttpMessageHandler SenderOf(HttpMessageHandler primary) =>
        WrappersOf(primary) is [.., var last] ? last.InnerHandler! : primary;

    /// <summary>
    /// Inserts a guard between the wrappers and the sender. Returns false when there are no wrappers, or when they are in use already
    /// without a guard.
    /// </summary>
    public static bool TryGuardBelow(IReadOnlyList<DelegatingHandler> wrappers, HandlerFailures failures)
    {
        if (wrappers is not [.., var last]) return false;
        // Chains may share a primary handler.
        if (last is WireGuard) return true;
        try
        {
            last.InnerHandler = new WireGuard(failures) { InnerHandler = last.InnerHandler! };
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
