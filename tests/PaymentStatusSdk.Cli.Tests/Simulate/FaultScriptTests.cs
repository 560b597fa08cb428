using System.Text;
using PaymentStatusSdk.Cli.Simulate.Control;
using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Cli.Tests.Simulate;

/// <summary>The ranges of the parameters of a scripted fault, which are checked before the fault is queued.</summary>
public sealed class FaultScriptTests : IAsyncLifetime
{
    private const string DelayError = "seconds must be 0 to 2592000 (30 days).";
    private const string RetryAfterError = "seconds must be 0 to 922337203685.";

    private PproSimulator _ppro = null!;
    private DesjardinsSimulator _desjardins = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ppro = await PproSimulator.StartAsync(cancellationToken: Ct);
        _desjardins = await DesjardinsSimulator.StartAsync(cancellationToken: Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _desjardins.DisposeAsync();
        await _ppro.DisposeAsync();
    }

    [Theory]
    [InlineData("""{"kind":"Delay","seconds":2592000.001}""", DelayError)]
    [InlineData("""{"kind":"Delay","seconds":-0.001}""", DelayError)]
    [InlineData("""{"kind":"Delay","seconds":1e300}""", DelayError)]
    [InlineData("""{"kind":"SlowDrip","seconds":4294967.295}""", DelayError)]
    [InlineData("""{"kind":"EmptyBody","seconds":1e300}""", DelayError)]
    [InlineData(
        """{"kind":"SlowDrip","seconds":0}""",
        "The interval must be more than zero and at most 30 days; it is 00:00:00. (Parameter 'interval')")]
    [InlineData("""{"kind":"TooManyRequests","seconds":922337203686}""", RetryAfterError)]
    [InlineData("""{"kind":"TooManyRequests","seconds":-0.001}""", RetryAfterError)]
    [InlineData("""{"kind":"Status","number":99999999999}""", "number is too large.")]
    public void Parameter_out_of_range_is_refused_with_its_range(string body, string message)
    {
        var exception = Assert.Throws<ArgumentException>(() => Add(_ppro, body));

        Assert.Equal(message, exception.Message);
        Assert.Equal(0, _ppro.Faults.Queued);
    }

    [Theory]
    [InlineData("""{"kind":"Delay","seconds":0}""")]
    [InlineData("""{"kind":"Delay","seconds":2592000}""")]
    [InlineData("""{"kind":"SlowDrip","seconds":2592000}""")]
    [InlineData("""{"kind":"TooManyRequests","seconds":922337203685}""")]
    public void Limits_are_accepted(string body)
    {
        Add(_ppro, body);

        Assert.Equal(1, _ppro.Faults.Queued);
    }

    [Fact]
    public void All_errors_of_a_request_are_in_one_message()
    {
        var exception = Assert.Throws<ArgumentException>(
            () => Add(_desjardins, """{"kind":"Status","number":99999999999,"seconds":-1,"step":"first","count":0}"""));

        Assert.Equal(
            $"{DelayError} number is too large. "
            + "step must be login (step 1), status (step 3), callback (step 4), or absent (steps 1 and 3). count must be 1 to 10000.",
            exception.Message);
    }

    private static void Add(GatewaySimulator simulator, string body) =>
        ControlRoutes.Handle(ControlledGateway.For(simulator), "POST", ["faults"], Encoding.UTF8.GetBytes(body));
}
