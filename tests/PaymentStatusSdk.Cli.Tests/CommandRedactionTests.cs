using System.Text.Json.Nodes;

namespace PaymentStatusSdk.Cli.Tests;

/// <summary>A secret of the configuration that a user has put into the wrong place of a command line.</summary>
public sealed class CommandRedactionTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("get canary-secret-key ORDER-1")]
    [InlineData("watch canary-secret-key ORDER-1")]
    [InlineData("record canary-secret-key ORDER-1 --output new")]
    [InlineData("doctor canary-secret-key")]
    [InlineData("list --connection canary-secret-key")]
    public async Task Secret_is_not_shown_in_an_error(string line)
    {
        _folder.Write(JsonNode.Parse("""{ "PaymentStatus": { "Cards": { "ApiUser": "user", "ApiKey": "canary-secret-key" } } }""")!);

        var run = await CliRun.In(_folder.Path, line.Split(' '));

        Assert.Equal((ExitCode.ConfigurationError, ""), (run.Code, run.Out));
        Assert.Contains("'[secret]'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-secret-key", run.Error, StringComparison.Ordinal);
    }
}
