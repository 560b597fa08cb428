using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.EndToEnd.Tests.Samples;

public partial class SandboxTests
{
    [Fact]
    public async Task Sandbox_takes_a_transaction_moves_it_and_lists_what_it_received()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var process = SampleProcess.Start("Sandbox", "--control-port", "0", "--convergegate-port", "0", "--ppro-port", "0", "--desjardins-port", "0");
        try
        {
            var control = await FindControlAsync(process, cancellationToken);
            using var http = new HttpClient { BaseAddress = control };

            using var put = await http.PutAsync("/control/convergegate/transactions/g-77", Json("""{"state":"PENDING","merchantTransId":"ORDER-77"}"""), cancellationToken);
            using var move = await http.PostAsync("/control/convergegate/transactions/g-77/state", Json("""{"state":"CAPTURED"}"""), cancellationToken);
            var received = await http.GetStringAsync("/control/convergegate/received", cancellationToken);

            Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(cancellationToken));
            Assert.Equal(HttpStatusCode.OK, move.StatusCode);
            Assert.Contains("CAPTURED", await move.Content.ReadAsStringAsync(cancellationToken), StringComparison.Ordinal);
            Assert.StartsWith("[", received.Trim(), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static async Task<Uri> FindControlAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Contains("control", StringComparison.OrdinalIgnoreCase) && Address().Match(line) is { Success: true } match)
                return new Uri(match.Value);
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
