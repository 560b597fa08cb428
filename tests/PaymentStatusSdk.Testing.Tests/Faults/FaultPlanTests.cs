using PaymentStatusSdk.Simulators.ConvergeGate;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Faults;

public sealed class FaultPlanTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await PproSimulator.StartAsync(cancellationToken: Ct);
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Queued_faults_precede_the_constant_fault_and_clear_ends_both()
    {
        _gateway.Faults.Always(SimulatedFault.Status(500)).Next(SimulatedFault.Status(501), null, SimulatedFault.Status(502));

        int[] expected = [501, 200, 502, 500, 500];
        Assert.Equal(expected, await StatusesAsync(5));
        _gateway.Faults.Next(SimulatedFault.Status(501));
        _gateway.Faults.Clear();
        Assert.Equal(new[] { 200, 200 }, await StatusesAsync(2));
    }

    [Fact]
    public async Task Random_plan_draws_the_same_faults_for_the_same_seed()
    {
        _gateway.Faults = FaultPlan.Random(7, 0.5, SimulatedFault.Status(500), SimulatedFault.Status(503));
        var first = await StatusesAsync(40);
        _gateway.Faults = FaultPlan.Random(7, 0.5, SimulatedFault.Status(500), SimulatedFault.Status(503));
        var second = await StatusesAsync(40);

        Assert.Equal(first, second);
        Assert.Equal([200, 500, 503], first.Distinct().Order());
    }

    [Fact]
    public async Task Rate_is_the_share_of_answers_and_scripted_faults_precede_the_drawn_ones()
    {
        _gateway.Faults = FaultPlan.Random(1, 0, SimulatedFault.Status(500));
        Assert.Equal(new[] { 200, 200, 200 }, await StatusesAsync(3));
        _gateway.Faults = FaultPlan.Random(1, 1, SimulatedFault.Status(500));
        _gateway.Faults.Next(SimulatedFault.Status(501), null).Always(SimulatedFault.Status(502));
        Assert.Equal(2, _gateway.Faults.Queued);
        Assert.Equal(new[] { 501, 200, 502, 502 }, await StatusesAsync(4));
        _gateway.Faults.Clear();
        Assert.Equal(new[] { 500, 500, 500 }, await StatusesAsync(3));
    }

    [Fact]
    public async Task Random_plan_without_kinds_draws_faults_of_this_gateway()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);
        cards.Put(new SimulatedConvergeGateTransaction { GateTransId = "1", State = "CAPTURED" });
        var right = await BodyAsync(cards);
        cards.Faults = FaultPlan.Random(1, 1);

        for (var i = 0; i < 200; i++) Assert.NotEqual(right, await BodyAsync(cards));
    }

    [Fact]
    public void Fault_of_another_gateway_is_rejected_when_scripted()
    {
        Assert.Throws<ArgumentException>(() => _gateway.Faults.Next(SimulatedFault.WrongAmount));
        Assert.Throws<ArgumentException>(() => _gateway.Faults.Always(SimulatedConvergeGateFault.EntityBomb));
        Assert.Throws<ArgumentException>(() => _gateway.Faults = new FaultPlan().Next(SimulatedConvergeGateFault.CData));
        Assert.Throws<ArgumentException>(() => _gateway.Faults = FaultPlan.Random(1, 1, SimulatedConvergeGateFault.DeepNesting()));
        Assert.Equal(0, _gateway.Faults.Queued);
    }

    [Fact]
    public async Task Ppro_fault_is_rejected_by_convergegate()
    {
        await using var cards = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);

        Assert.Throws<ArgumentException>(() => cards.Faults.Next(SimulatedPproFault.BareAmpersand));
    }

    [Fact]
    public void Parameters_out_of_range_are_rejected()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Status(99));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.HugeBody(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.SlowDrip(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => SimulatedFault.Delay(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>(() => SimulatedFault.WrongCharset("no-such-charset"));
        Assert.Throws<ArgumentOutOfRangeException>(() => FaultPlan.Random(1, 1.5));
    }

    private async Task<int[]> StatusesAsync(int count)
    {
        var statuses = new int[count];
        for (var i = 0; i < count; i++)
        {
            using var response = await _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
            statuses[i] = (int)response.StatusCode;
        }

        return statuses;
    }

    /// <summary>The bytes of an answer; null when it was cut.</summary>
    private async Task<byte[]?> BodyAsync(ConvergeGateSimulator cards)
    {
        try
        {
            using var response = await _http.PostAsync(cards.Endpoint, ConvergeGateRequest.Raw(ConvergeGateRequest.ByGateId("1")), Ct);
            return await response.Content.ReadAsByteArrayAsync(Ct);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
