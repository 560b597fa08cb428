using PaymentStatusSdk.Simulators.Desjardins;
using PaymentStatusSdk.Simulators.Faults;
using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Notifications;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>The results and POSTs of step 4, without a gateway and a merchant.</summary>
public sealed class DipsResultsTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly DesjardinsSimulatorOptions _options = new();
    private readonly TransactionTable<SimulatedDipsTransaction> _table = new(
        one => one.Id, _ => null, one => one.Steps, DipsOutcomes.Apply, StringComparer.Ordinal);

    public DipsResultsTests()
    {
        _options.TimeProvider = _clock;
        _table.Put(SimulatedDipsTransaction.Of("A", DipsOutcome.Approved).ThenAfterQueries(1, DipsOutcome.Declined));
        _table.Put(SimulatedDipsTransaction.Of("B", DipsOutcome.NotCompleted));
        _table.Put(SimulatedDipsTransaction.Of("P", DipsOutcome.Pending));
    }

    [Fact]
    public void Repeated_id_has_one_result_and_counts_one_query()
    {
        Assert.Equal(["A yes", "B no"], Results(null, "A", "B", "A", "B", "MISSING", "P"));
        Assert.Equal(["A no"], Results(null, "A"));
    }

    [Theory]
    [InlineData(DipsUnknownTransaction.Omit, new string[0], false)]
    [InlineData(DipsUnknownTransaction.TransactionError, new[] { "X error WX99" }, false)]
    [InlineData(DipsUnknownTransaction.RefuseRequest, new string[0], true)]
    public void Unknown_id_is_handled_by_the_option(DipsUnknownTransaction option, string[] results, bool isRefused)
    {
        _options.UnknownTransaction = option;

        Assert.Equal(results, Results(null, "X"));
        Assert.Equal(isRefused, new DipsResults(_options, _table).Refuses(Request("A", "X")));
        Assert.False(new DipsResults(_options, _table).Refuses(Request("A", "B")));
    }

    [Theory]
    [InlineData(DipsYoungTransaction.Omit, new string[0])]
    [InlineData(DipsYoungTransaction.Partial, new[] { "P partial", "Y yes partial" })]
    [InlineData(DipsYoungTransaction.Stale, new[] { "P no", "Y no" })]
    public void Young_transaction_is_handled_by_the_option(DipsYoungTransaction option, string[] results)
    {
        _options.YoungTransaction = option;
        _table.Put(SimulatedDipsTransaction.Of("Y", DipsOutcome.Approved) with { SubmittedAt = _clock.GetUtcNow() });
        _clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromTicks(1));

        Assert.Equal(results, Results(null, "P", "Y"));
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["Y yes"], Results(null, "Y"));
    }

    [Fact]
    public void Error_of_a_transaction_replaces_its_fields()
    {
        _table.Put(SimulatedDipsTransaction.Of("E", DipsOutcome.Approved) with { ErrorCode = "E1" });

        Assert.Equal(["E error E1"], Results(null, "E"));
        Assert.Equal(["E error WX55"], Results(SimulatedDipsFault.TransactionError("WX55"), "E"));
        Assert.Equal(["B error WX55"], Results(SimulatedDipsFault.TransactionError("WX55"), "B"));
        Assert.Equal(["E error E1"], Results(SimulatedFault.WrongAmount, "E"));
        Assert.Equal(["B no error WX99"], Results(SimulatedFault.ErrorWithState, "B"));
        Assert.Equal(["B no", "SIMULATEDUNREQUESTED yes"], Results(SimulatedDipsFault.UnrequestedTransactions, "B"));
        Assert.Equal(["B no", "B no"], Results(SimulatedFault.DuplicateField(), "B"));
        Assert.Equal(["B no", "B yes"], Results(SimulatedFault.ConflictingField(), "B"));
    }

    [Theory]
    [InlineData(DipsLayout.Flat, new[] { "A", "B" }, 1)]
    [InlineData(DipsLayout.OnePostEach, new[] { "A", "B" }, 2)]
    [InlineData(DipsLayout.OnePostEach, new[] { "A" }, 1)]
    [InlineData(DipsLayout.OnePostEach, new[] { "X" }, 1)]
    public void Last_post_ends_the_exchange_and_each_is_counted(DipsLayout layout, string[] ids, int count)
    {
        _options.Layout = layout;
        var calls = new List<string>();

        var messages = Messages(null, calls, ids);

        Assert.Equal(count, messages.Count);
        Assert.All(messages.SkipLast(1), one => Assert.Null(one.Sending));
        foreach (var message in messages) message.Attempted!();
        Assert.Equal([.. Enumerable.Repeat("attempted", count - 1), "answered", "attempted"], calls);
        messages[^1].Sending!();
        Assert.Equal("answered", calls[^1]);
    }

    [Fact]
    public void Second_post_does_not_report_the_start_of_sending()
    {
        var twice = Messages(SimulatedDipsFault.CallbackTwice, [], "B");
        var contradicting = Messages(SimulatedDipsFault.ContradictingCallback, [], "B");

        Assert.Equal((2, true), (twice.Count, twice[0].Body.AsSpan().SequenceEqual(twice[1].Body)));
        Assert.NotNull(twice[0].Sending);
        Assert.Null(twice[1].Sending);
        Assert.Equal((2, false), (contradicting.Count, contradicting[0].Body.AsSpan().SequenceEqual(contradicting[1].Body)));
        Assert.Null(contradicting[1].Sending);
    }

    [Theory]
    [InlineData("http://h/a", "http://h/a?b=2%20&c=")]
    [InlineData("http://h/?", "http://h/?b=2%20&c=")]
    [InlineData("http://h/?a", "http://h/?a&b=2%20&c=")]
    public void Parameters_follow_the_query_of_the_address(string address, string expected)
    {
        var request = new DipsRequest
        {
            TrxId = "S",
            TransactionIds = ["B"],
            ResponseUrl = new Uri(address),
            Parameters = [("b", "2 "), ("c", "")],
        };

        Assert.Equal(expected, Assert.Single(Messages(null, [], request)).Url.AbsoluteUri);
        Assert.Same(Url, Assert.Single(Messages(null, [], "B")).Url);
    }

    [Fact]
    public void Huge_post_is_limited()
    {
        var right = Assert.Single(Messages(null, [], "B")).Body.Length;

        Assert.Equal(64 * 1024 * 1024, Assert.Single(Messages(SimulatedFault.HugeBody(1L << 40), [], "B")).Body.Length);
        Assert.Equal(right, Assert.Single(Messages(SimulatedFault.HugeBody(1), [], "B")).Body.Length);
        Assert.Equal(right + 1, Assert.Single(Messages(SimulatedFault.HugeBody(right + 1), [], "B")).Body.Length);
    }

    [Fact]
    public void Only_an_interrupted_post_is_cut()
    {
        Assert.True(Assert.Single(Messages(SimulatedFault.ResetHalfway, [], "B")).Cut);
        Assert.False(Assert.Single(Messages(SimulatedFault.WrongId, [], "B")).Cut);
        Assert.False(Assert.Single(Messages(null, [], "B")).Cut);
    }

    private static Uri Url { get; } = new("http://127.0.0.1/");

    private static DipsRequest Request(params string[] ids) => new() { TrxId = "S", TransactionIds = ids, ResponseUrl = Url };

    private List<NotificationMessage> Messages(SimulatedFault? fault, List<string> calls, params string[] ids) =>
        Messages(fault, calls, Request(ids));

    private List<NotificationMessage> Messages(SimulatedFault? fault, List<string> calls, DipsRequest request) =>
        new DipsCallback(_options, new DipsResults(_options, _table)).For(
            new DipsExchange(request, _clock.GetUtcNow()), fault, () => calls.Add("answered"), () => calls.Add("attempted"));

    private IEnumerable<string> Results(SimulatedFault? fault, params string[] ids) =>
        new DipsResults(_options, _table).For(Request(ids), fault).Select(TextOf);

    private static string TextOf(DipsResult result)
    {
        var error = result.ErrorCode is { } code ? $"error {code}" : null;
        string?[] parts = [result.Id, result.Transaction?.Approved, error, result.IsPartial ? "partial" : null];
        return string.Join(' ', parts.Where(part => part is not null));
    }
}
