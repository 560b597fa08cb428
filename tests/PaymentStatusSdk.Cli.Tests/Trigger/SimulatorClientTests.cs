using System.Text.Json.Nodes;
using PaymentStatusSdk.Cli.Trigger;

namespace PaymentStatusSdk.Cli.Tests.Trigger;

/// <summary>The calls of the control API, and the errors that its answers become.</summary>
public class SimulatorClientTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_calls_with_a_body_have_a_content_type()
    {
        await using var server = await LocalServer.StartAsync(200, """{"a":1}""", Ct);
        using var client = new SimulatorClient(server.Address, "ppro");

        var got = await client.GetAsync("/transactions", Ct);
        await client.PutAsync("/transactions/7", new JsonObject(), Ct);
        await client.PostAsync("", new JsonObject { ["a"] = 1 }, Ct);

        Assert.Equal(1, got["a"]!.GetValue<int>());
        Assert.Equal(
            [
                "GET /control/ppro/transactions ", "PUT /control/ppro/transactions/7 application/json; charset=utf-8",
                "POST /control/ppro application/json; charset=utf-8",
            ],
            server.Requests);
    }

    [Theory]
    [InlineData(404, "{}", ExitCode.NoSuchRecord, "The simulator answered 404.", "Check the reference and the state.")]
    [InlineData(400, """{"error":"No."}""", ExitCode.NoSuchRecord, "No.", "Check the reference and the state.")]
    [InlineData(409, """{"error":"No."}""", ExitCode.Refused, "No.", "Choose a state that can follow, or add --force.")]
    [InlineData(409, "{}", ExitCode.Refused, "The simulator answered 409.", "Choose a state that can follow, or add --force.")]
    public async Task Error_of_the_simulator_has_its_code_and_advice(int status, string body, object code, string message, string advice)
    {
        await using var server = await LocalServer.StartAsync(status, body, Ct);
        using var client = new SimulatorClient(server.Address, "ppro");

        var exception = await Assert.ThrowsAsync<CliException>(() => client.GetAsync("", Ct));

        Assert.Equal(((ExitCode)code, message, advice), (exception.Code, exception.Message, exception.Advice));
    }

    [Fact]
    public async Task Server_that_is_no_simulator_is_named()
    {
        await using var server = await LocalServer.StartAsync(200, "<html>", Ct);
        using var client = new SimulatorClient(server.Address, "ppro");

        var exception = await Assert.ThrowsAsync<CliException>(() => client.GetAsync("", Ct));

        Assert.Equal((ExitCode.Unreachable, $"No simulator answers at {server.Address}."), (exception.Code, exception.Message));
        Assert.StartsWith("Start 'paymentstatus simulate' first", exception.Advice, StringComparison.Ordinal);
    }
}
