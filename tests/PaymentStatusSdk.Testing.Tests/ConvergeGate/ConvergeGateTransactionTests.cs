using PaymentStatusSdk.Simulators;
using PaymentStatusSdk.Simulators.ConvergeGate;

namespace PaymentStatusSdk.Testing.Tests.ConvergeGate;

/// <summary>Transactions of the simulator, their references, scripts and moves.</summary>
public sealed class ConvergeGateTransactionTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private ConvergeGateSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await ConvergeGateSimulator.StartAsync(cancellationToken: Ct);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public void Moves_are_those_of_the_life_cycle()
    {
        string[] states =
        [
            "PENDING", "AUTHORIZED", "CAPTURED", "DECLINED", "ERROR", "CANCELED", "CANCELED_AUTO", "REVERSED", "REFUND_PENDING", "REFUNDED",
            "CHARGEBACK", "CREDITED",
        ];
        string[] expected =
        [
            "PENDING>AUTHORIZED", "PENDING>CAPTURED", "PENDING>DECLINED", "PENDING>ERROR",
            "AUTHORIZED>CAPTURED", "AUTHORIZED>CANCELED", "AUTHORIZED>CANCELED_AUTO", "AUTHORIZED>REVERSED",
            "CAPTURED>REVERSED", "CAPTURED>REFUND_PENDING", "CAPTURED>REFUNDED", "CAPTURED>CHARGEBACK",
            "REFUND_PENDING>CAPTURED", "REFUND_PENDING>REFUNDED",
        ];

        var moves = states.SelectMany(source => states
            .Where(target => source != target && CanMove(source, target)).Select(target => $"{source}>{target}"));

        Assert.Equal(expected, moves);
        Assert.All(states, state => Assert.True(CanMove(state, state)));
    }

    [Theory]
    [InlineData("pending", "Captured", true)]
    [InlineData(" PENDING ", "CAPTURED", true)]
    [InlineData("CAPTURED", " refund pending ", true)]
    [InlineData("refund pending", "REFUND_PENDING", true)]
    [InlineData("NEWS", "NEWS", true)]
    [InlineData("NEWS", "PENDING", false)]
    [InlineData("PENDING", "NEWS", false)]
    public void Case_and_blanks_of_a_state_do_not_matter(string source, string target, bool isAllowed) =>
        Assert.Equal(isAllowed, CanMove(source, target));

    [Fact]
    public void Refused_move_changes_nothing()
    {
        Put("g-1", "m-1", "DECLINED");

        var exception = Assert.Throws<InvalidOperationException>(() => _gateway.Move("g-1", "CAPTURED"));

        Assert.Contains("'DECLINED' to 'CAPTURED' (it is an end state)", exception.Message, StringComparison.Ordinal);
        Assert.Equal("DECLINED", _gateway.Find("g-1")?.State);
        Put("g-1", "m-1", "REFUND_PENDING");
        Assert.Contains(
            "(possible: REFUNDED, CAPTURED)", Assert.Throws<InvalidOperationException>(() => _gateway.Move("g-1", "ERROR")).Message,
            StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => _gateway.Move("missing", "CAPTURED", force: true));
        Assert.Throws<ArgumentException>(() => _gateway.Move("g-1", ""));
    }

    [Fact]
    public async Task Reference_finds_the_transaction_that_was_put_first_until_it_is_removed()
    {
        Put("g-1", "m-1", "FIRST");
        Put("g-2", "m-1", "SECOND");

        Assert.Equal("FIRST", await StateAsync("m-1"));
        Assert.Equal(["g-1", "g-2"], _gateway.Transactions.Select(one => one.GateTransId));
        Assert.True(_gateway.Remove("g-1"));
        Assert.False(_gateway.Remove("g-1"));
        Assert.Equal("SECOND", await StateAsync("m-1"));
        Assert.True(_gateway.Remove("g-2"));
        Assert.Null(await StateAsync("m-1"));
        Assert.Null(_gateway.Find("g-2"));
        Assert.Empty(_gateway.Transactions);
        Assert.False(_gateway.Notify("g-2"));
    }

    [Fact]
    public async Task Replaced_transaction_has_only_its_new_reference()
    {
        Put("g-1", "m-1", "FIRST");
        Put("g-1", "m-2", "SECOND");

        Assert.Null(await StateAsync("m-1"));
        Assert.Equal("SECOND", await StateAsync("m-2"));
        Assert.Equal("SECOND", Assert.Single(_gateway.Transactions).State);
    }

    [Fact]
    public async Task Transaction_without_a_reference_is_found_by_its_id_only()
    {
        Put("g-1", null, "CAPTURED");
        Put("g-2", "", "PENDING");

        Assert.Equal("CAPTURED", _gateway.Find("g-1")?.State);
        Assert.Null(await StateAsync("g-1"));
        Assert.True(_gateway.Remove("g-1"));
        Assert.True(_gateway.Remove("g-2"));
    }

    [Fact]
    public async Task Script_counts_queries_from_the_previous_step_and_restarts_when_put_again()
    {
        var transaction = new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "m-1", State = "A" }
            .ThenAfterQueries(1, "B").ThenAfterQueries(2, "C").ThenAfterQueries(0, "D");

        _gateway.Put(transaction);
        Assert.Equal(["A", "B", "B", "D", "D"], await StatesAsync(5));
        Assert.Equal(3, _gateway.Find("g-1")?.Steps.Count);
        _gateway.Put(transaction);
        Assert.Equal(["A", "B"], await StatesAsync(2));
        _gateway.Put(transaction with { Steps = [new SimulatedStep { AfterQueries = 0, State = "E" }] });
        Assert.Equal(["E", "E"], await StatesAsync(2));
    }

    [Fact]
    public async Task Move_does_not_restart_the_script()
    {
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "m-1", State = "A" }
            .ThenAfterQueries(2, "B"));

        Assert.Equal(["A"], await StatesAsync(1));
        _gateway.Move("g-1", "X", force: true);
        Assert.Equal(["X", "B"], await StatesAsync(2));
    }

    [Fact]
    public void Steps_are_appended_or_replaced()
    {
        var transaction = new SimulatedConvergeGateTransaction { GateTransId = "g-1", MerchantTransId = "m-1", State = "A" };

        var steps = transaction.ThenAfterQueries(0, "B").ThenAfterQueries(3, "C").Steps;
        var each = transaction.ThenAfterQueries(5, "Z").WithStatePerQuery("B", "C", "D");

        Assert.Equal([(0, "B"), (3, "C")], steps.Select(step => (step.AfterQueries, step.State)));
        Assert.Equal("B", each.State);
        Assert.Equal([(1, "C"), (1, "D")], each.Steps.Select(step => (step.AfterQueries, step.State)));
        Assert.Same(transaction, transaction.WithStatePerQuery());
        Assert.Empty(transaction.WithStatePerQuery("B").Steps);
        Assert.Throws<ArgumentOutOfRangeException>(() => transaction.ThenAfterQueries(-1, "B"));
        Assert.Throws<ArgumentException>(() => transaction.ThenAfterQueries(1, ""));
        Assert.Throws<ArgumentException>(() => _gateway.Put(transaction with { GateTransId = "" }));
        Assert.Equal("g-1 (m-1): A", transaction.ToString());
    }

    [Fact]
    public void Transaction_has_the_documented_defaults()
    {
        var transaction = new SimulatedConvergeGateTransaction { GateTransId = "g-1", State = "A" };

        Assert.Equal(
            ("10.00", "EUR", "000", "2026-01-02 03:04:05"),
            (transaction.Amount, transaction.CurCode, transaction.ErrorCode, transaction.Created));
        Assert.Null(transaction.MerchantTransId);
        Assert.Empty(transaction.Steps);
    }

    private bool CanMove(string source, string target)
    {
        Put("g-m", null, source);
        try
        {
            return _gateway.Move("g-m", target).State == target;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Put(string id, string? merchantReference, string state) =>
        _gateway.Put(new SimulatedConvergeGateTransaction { GateTransId = id, MerchantTransId = merchantReference, State = state });

    private async Task<List<string?>> StatesAsync(int count)
    {
        var states = new List<string?>();
        for (var i = 0; i < count; i++) states.Add(await StateAsync("m-1"));
        return states;
    }

    private async Task<string?> StateAsync(string merchantReference)
    {
        using var response = await _http.PostAsync(
            _gateway.Endpoint, ConvergeGateRequest.Raw(ConvergeGateRequest.ByMerchantReference(merchantReference)), Ct);
        var parts = (await response.Content.ReadAsStringAsync(Ct)).Split("<state>");
        return parts.Length < 2 ? null : parts[1].Split("</state>")[0];
    }
}
