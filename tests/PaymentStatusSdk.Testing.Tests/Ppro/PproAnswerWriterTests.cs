using System.Text;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

/// <summary>The order of fields, without a gateway.</summary>
public sealed class PproAnswerWriterTests
{
    [Fact]
    public void Rand_is_at_every_place_of_shuffled_answers()
    {
        var writer = new PproAnswerWriter(new PproSimulatorOptions());
        var places = new HashSet<int>();

        for (var i = 0; i < 500; i++)
        {
            var answer = writer.Write(PproAnswer.CallFailed("REASON", "message"), fault: null, instead: null);
            var fields = Encoding.ASCII.GetString(answer.Body.Span).Split('&');
            Assert.Equal(6, fields.Length);
            places.Add(Array.FindIndex(fields, field => field.StartsWith("RAND", StringComparison.Ordinal)));
        }

        Assert.Equal(Enumerable.Range(0, 6), places.Order());
    }
}
