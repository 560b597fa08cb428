using PaymentStatusSdk.Simulators.Faults;
using static PaymentStatusSdk.Conformance.Tests.FaultCase;

namespace PaymentStatusSdk.Conformance.Tests.Desjardins;

/// <summary>Step 4 in forms that PROTOCOL.md does not have. The shape of the real one is not public.</summary>
internal static class DesjardinsNotUnderstood
{
    private const string Target = "ORDER1001";

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        Post($"<transaction approved=\"yes\"><id>{Target}</id></transaction>", "the id as an element"),
        Post($"<trx id=\"{Target}\" approved=\"yes\"/>", "other element"),
        Post($"<transaction trxid=\"{Target}\" approved=\"yes\"/>", "other attribute"),
        Post($"<Transaction id=\"{Target}\" approved=\"yes\"/>", "other case"),
        Post("<status>OK</status>", "a word"),
        Post($"<receipt>{Target}</receipt>", "a receipt"),
        Post($"{Target} approved", "text"),
        Post($"<transactions><trx id=\"{Target}\" approved=\"yes\"/></transactions>", "other element in the container"),
        Post(
            $"<transaction id=\"OTHER\" type=\"status\"><trx id=\"{Target}\" approved=\"yes\"/></transaction>",
            "other element in another transaction"),
        Post($"<transaction id=\"{Target}\" status=\"approved\"/>", "the outcome as another attribute"),
        Post($"<transaction id=\"{Target}\"><status>approved</status></transaction>", "the outcome as an element"),
        Post($"<transaction id=\"{Target}\">approved</transaction>", "the outcome as text"),
        Post($"<transaction id=\"{Target}\"/><result>approved</result>", "the outcome beside an echo"),
        Post("<notfound/>", "an element that sounds like it"),
    ];

    private static FaultCase Post(string inner, string name) =>
        Invalid(SimulatedFault.Body($"<request input=\"xml\"><merchant id=\"100001\">{inner}</merchant></request>"), name) with
        {
            Step = 4,
        };
}
