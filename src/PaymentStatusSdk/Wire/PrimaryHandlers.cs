namespace PaymentStatusSdk.Adapters;

/// <summary>Looks into a primary handler of the merchant's, which may itself be message handlers around the one that sends.</summary>
internal static class PrimaryHandlers
{
    /// <summary>The handlers around the one that sends, the outermost first.</summary>
    public static IReadOnlyList<DelegatingHandler> WrappersOf(HttpMessageHandler primary)
    {
        var wrappers = new List<DelegatingHandler>();
        for (var next = primary; next is DelegatingHandler { InnerHandler: { } inner } wrapper; next = inner) wrappers.Add(wrapper);
        return wrappers;
    }

    /// <summary>The handler that puts requests on the wire.</summary>
    public static HttpMessageHandler SenderOf(HttpMessageHandler primary) => WrappersOf(primary) is [.., var last] ? last.InnerHandler! : primary;

    /// <summary>Puts a guard between the wrappers and the sender; false when there are none, or when they are in use already without one.</summary>
    public static bool TryGuardBelow(IReadOnlyList<DelegatingHandler> wrappers, HandlerFailures faults)
    {
        if (wrappers is not [.., var last]) return false;
        // Chains may share a primary handler.
        if (last is WireGuard) return true;
        try
        {
            last.InnerHandler = new WireGuard(faults) { InnerHandler = last.InnerHandler! };
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
