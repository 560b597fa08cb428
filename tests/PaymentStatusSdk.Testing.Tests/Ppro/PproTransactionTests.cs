using System.Net;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Ppro;

/// <summary>Transactions of the simulator, their scripts and moves, and the consumer's page.</summary>
public sealed class PproTransactionTests : IAsyncLifetime
{
    private const string Start = "<!DOCTYPE html><html lang=\"en\"><head><title>Simulated payment page</title></head><body>";
    private const string End = "</body></html>";

    private readonly HttpClient _http = new();
    private PproSimulator _gateway = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _gateway = await PproSimulator.StartAsync(cancellationToken: Ct);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public void Moves_of_the_status_are_those_of_the_provider()
    {
        string[] states = ["PENDING", "SUCCEEDED", "FAILED", "NEWS"];
        string[] expected = ["PENDING>SUCCEEDED", "PENDING>FAILED", "FAILED>SUCCEEDED"];

        var moves = states.SelectMany(source => states
            .Where(target => source != target && CanMove(source, target)).Select(target => $"{source}>{target}"));

        Assert.Equal(expected, moves);
        Assert.All(states, state => Assert.True(CanMove(state, state)));
    }

    [Fact]
    public void Moves_of_the_funds_of_a_succeeded_transaction_are_those_of_the_provider()
    {
        string[] states = ["WAITING", "RECEIVED", "MISSING", "NOT_EXPECTED"];
        string[] expected = ["WAITING>RECEIVED", "WAITING>MISSING", "MISSING>RECEIVED"];

        var moves = states.SelectMany(source => states
            .Where(target => source != target && CanMoveFunds("SUCCEEDED", source, target)).Select(target => $"{source}>{target}"));

        Assert.Equal(expected, moves);
        Assert.All(states, state => Assert.True(CanMoveFunds("SUCCEEDED", state, state)));
        Assert.True(CanMoveFunds("PENDING", "RECEIVED", "WAITING"));
        Assert.True(CanMoveFunds("FAILED", "RECEIVED", "NEWS"));
    }

    [Fact]
    public void Move_keeps_what_it_does_not_name_and_is_refused_as_a_whole()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "FAILED", FailReason = "TIMEOUT", FundsStatus = "WAITING" });

        var moved = _gateway.Move("1", "SUCCEEDED");
        Assert.Equal(("SUCCEEDED", "TIMEOUT", "WAITING"), (moved.Status, moved.FailReason, moved.FundsStatus));
        Assert.Throws<InvalidOperationException>(() => _gateway.Move("1", "SUCCEEDED", "NOT_EXPECTED"));
        Assert.Equal("WAITING", _gateway.Find("1")?.FundsStatus);
        moved = _gateway.Move("1", "SUCCEEDED", "RECEIVED", "OTHER");
        Assert.Equal(("OTHER", "RECEIVED"), (moved.FailReason, moved.FundsStatus));
        Assert.Throws<InvalidOperationException>(() => _gateway.MoveFunds("1", "WAITING"));
        Assert.Equal("WAITING", _gateway.MoveFunds("1", "WAITING", force: true).FundsStatus);
        Assert.Equal(("NEWS", "NEWER"), (_gateway.Move("1", "NEWS", "NEWER", force: true).Status, _gateway.Find("1")?.FundsStatus));
        Assert.Throws<KeyNotFoundException>(() => _gateway.Move("2", "SUCCEEDED"));
        Assert.Throws<KeyNotFoundException>(() => _gateway.MoveFunds("2", "RECEIVED"));
        Assert.Throws<ArgumentException>(() => _gateway.Move("1", ""));
        Assert.Throws<ArgumentException>(() => _gateway.Put(moved with { TxId = "" }));
        Assert.Equal(["1"], _gateway.Transactions.Select(one => one.TxId));
        Assert.True(_gateway.Remove("1"));
        Assert.False(_gateway.Remove("1"));
    }

    [Fact]
    public async Task Script_changes_only_what_its_steps_name()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING", FundsStatus = "WAITING", FailReason = "TIMEOUT" }
            .ThenAfterQueries(1, "FAILED").ThenAfterQueries(1, "FAILED", "MISSING", "OTHER"));

        await SendQueryAsync();
        Assert.Equal("PENDING", _gateway.Find("1")?.Status);
        await SendQueryAsync();
        var first = _gateway.Find("1");
        await SendQueryAsync();
        var second = _gateway.Find("1");

        Assert.Equal(("FAILED", "WAITING", "TIMEOUT"), (first?.Status, first?.FundsStatus, first?.FailReason));
        Assert.Equal(("FAILED", "MISSING", "OTHER"), (second?.Status, second?.FundsStatus, second?.FailReason));
    }

    [Fact]
    public void Steps_are_appended_or_replaced()
    {
        var transaction = new SimulatedPproTransaction { TxId = "1", MerchantTxId = "m1", Status = "PENDING" };

        var steps = transaction.ThenAfterQueries(0, "A").ThenAfterQueries(2, "B", "F", "R").Steps;
        var each = transaction.ThenAfterQueries(1, "Z").WithStatusPerQuery("A", "B");

        Assert.Equal(
            [(0, "A", null, null), (2, "B", "F", "R")],
            steps.Select(step => (step.AfterQueries, step.State, step.FundsStatus, step.FailReason)));
        Assert.Equal(("A", 1, "B"), (each.Status, Assert.Single(each.Steps).AfterQueries, each.Steps[0].State));
        Assert.Same(transaction, transaction.WithStatusPerQuery());
        Assert.Throws<ArgumentOutOfRangeException>(() => transaction.ThenAfterQueries(-1, "A"));
        Assert.Throws<ArgumentException>(() => transaction.ThenAfterQueries(1, ""));
        Assert.Equal("1 (m1): PENDING NOT_EXPECTED", transaction.ToString());
    }

    [Theory]
    [InlineData("succeeded", "SUCCEEDED", "RECEIVED", null)]
    [InlineData("succeeded_waiting", "SUCCEEDED", "WAITING", null)]
    [InlineData("failed_user_abort", "FAILED", "NOT_EXPECTED", "USER_ABORT")]
    [InlineData("failed_timeout", "FAILED", "NOT_EXPECTED", "TIMEOUT")]
    [InlineData("failed_remote_decline", "FAILED", "NOT_EXPECTED", "REMOTE_DECLINE")]
    public async Task Result_of_the_consumer_has_its_status_funds_and_reason(string result, string status, string funds, string? reason)
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "PENDING" });

        var (code, page) = await ChooseAsync("1", result);

        Assert.Equal((HttpStatusCode.OK, $"{Start}<p>The transaction is {status}.</p>{End}"), (code, page));
        var moved = _gateway.Find("1");
        Assert.Equal((status, funds), (moved?.Status, moved?.FundsStatus));
        Assert.Equal(reason, moved?.FailReason);
    }

    [Fact]
    public async Task Page_has_a_form_with_all_results_and_escapes_its_values()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "<1>", Status = "A&B" });

        using var response = await _http.GetAsync(_gateway.ConsumerPage("<1>"), Ct);

        Assert.Equal("text/html; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(
            $"{Start}<p>Transaction &lt;1&gt;: A&amp;B</p><form method=\"post\"><select name=\"result\">"
            + "<option>failed_remote_decline</option><option>failed_timeout</option><option>failed_user_abort</option>"
            + "<option>succeeded</option><option>succeeded_waiting</option></select> <button type=\"submit\">Submit</button></form>"
            + End,
            await response.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Refused_results_have_a_page_with_the_reason()
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "1", Status = "SUCCEEDED", FundsStatus = "RECEIVED" });

        Assert.Equal((HttpStatusCode.BadRequest, $"{Start}<p>Unknown result.</p>{End}"), await ChooseAsync("1", "Succeeded"));
        Assert.Equal((HttpStatusCode.NotFound, $"{Start}<p>No such transaction.</p>{End}"), await ChooseAsync("2", "succeeded"));
        var (status, page) = await ChooseAsync("1", "failed_timeout");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.StartsWith($"{Start}<p>A PPRO transaction does not move from &#x27;SUCCEEDED&#x27; to ", page, StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", _gateway.Find("1")?.Status);
        using var elsewhere = await _http.GetAsync(new Uri(_gateway.Endpoint, "/process/1"), Ct);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal("", await elsewhere.Content.ReadAsStringAsync(Ct));
    }

    private async Task SendQueryAsync()
    {
        using var response = await _http.PostAsync(_gateway.Endpoint, PproQuery.ByTxId("1"), Ct);
    }

    private bool CanMove(string source, string target)
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "m", Status = source });
        try
        {
            return _gateway.Move("m", target).Status == target;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private bool CanMoveFunds(string status, string source, string target)
    {
        _gateway.Put(new SimulatedPproTransaction { TxId = "m", Status = status, FundsStatus = source });
        try
        {
            return _gateway.MoveFunds("m", target).FundsStatus == target;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private async Task<(HttpStatusCode Status, string Page)> ChooseAsync(string id, string result)
    {
        using var response = await _http.PostAsync(
            _gateway.ConsumerPage(id), new FormUrlEncodedContent([new("result", result)]), Ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
    }
}
