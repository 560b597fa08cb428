using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The answers of both steps, without a gateway.</summary>
public sealed class DipsRepliesTests
{
    [Fact]
    public void Answers_of_all_kinds_are_xml()
    {
        var replies = new DipsReplies(new DesjardinsSimulatorOptions());
        SimulatorAnswer[] answers =
        [
            DipsReplies.Empty, DipsReplies.Result([1]), replies.Login("S", "K", fault: null), replies.Acknowledgement("S"),
            replies.Error("E", "message"),
        ];

        Assert.All(answers, answer => Assert.Equal("text/xml", answer.ContentType));
        Assert.Equal([0, 1], answers[..2].Select(answer => answer.Body.Length));
    }
}
