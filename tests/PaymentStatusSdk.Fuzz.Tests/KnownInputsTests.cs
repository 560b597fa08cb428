using PaymentStatusSdk.Fuzz.Targets;

namespace PaymentStatusSdk.Fuzz.Tests;

/// <summary>
/// The oracles accept a reader that refuses everything: a refusal decides nothing. So these inputs have one result, which it must return.
/// </summary>
public sealed class KnownInputsTests
{
    [Theory]
    [InlineData("convergegate", "Wire/ConvergeGate/answer-captured.xml", "Answered Captured")]
    [InlineData("convergegate", "Wire/ConvergeGate/answer-not-found.xml", "NotFound")]
    [InlineData("convergegate", "Corpus/convergegate/refund-pending", "Answered RefundPending")]
    [InlineData("convergegate", "Corpus/convergegate/repaired-reference", "Answered Captured")]
    [InlineData("ppro", "Corpus/ppro/received", "Answered Captured")]
    [InlineData("ppro", "Corpus/ppro/declined", "Answered Declined")]
    [InlineData("ppro", "Corpus/ppro/not-found", "NotFound")]
    [InlineData("desjardins", "Wire/Desjardins/sample-ok.xml", "Answered Captured")]
    [InlineData("desjardins", "Wire/Desjardins/sample-cx.xml", "Answered Canceled")]
    [InlineData("desjardins-message", "Corpus/desjardins-message/approved", "Answered Captured")]
    [InlineData("desjardins-session", "Corpus/desjardins-session/approved", "Answered Captured")]
    [InlineData("desjardins-session", "Corpus/desjardins-session/refused", "Answered Failed")]
    [InlineData("desjardins-session", "Corpus/desjardins-session/missing", "NotFound")]
    [InlineData("desjardins-session", "Corpus/desjardins-session/in-the-reply", "Answered Captured")]
    [InlineData("desjardins-session", "Corpus/desjardins-session/contradiction", "Answered Unknown")]
    [InlineData("convergegate-callback", "Corpus/convergegate-callback/850", "200 True False 850")]
    [InlineData("ppro-callback", "Corpus/ppro-callback/signed", "200 True False notification")]
    [InlineData("ppro-return", "Corpus/ppro-return/genuine", "True")]
    [InlineData("desjardins-callback", "Corpus/desjardins-callback/path", "200 True False")]
    public void Plain_input_is_read(string name, string path, string expected)
    {
        var target = AllTargets.Create(name);
        var input = target.Prepare(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, path)));

        var reading = target.Read(input);

        Assert.StartsWith(expected, target.Describe(reading, null), StringComparison.Ordinal);
    }
}
