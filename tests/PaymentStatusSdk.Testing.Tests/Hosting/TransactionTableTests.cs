using PaymentStatusSdk.Simulators.Hosting;
using PaymentStatusSdk.Simulators.Ppro;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The references, changes and scripts of transactions, without a gateway.</summary>
public sealed class TransactionTableTests
{
    private readonly TransactionTable<SimulatedPproTransaction> _table = new(
        one => one.TxId, one => one.MerchantTxId, one => one.Steps, (one, step) => one with { Status = step.State },
        StringComparer.Ordinal);

    [Fact]
    public void Reference_counts_its_transactions_and_finds_the_first()
    {
        Put("1", "m");
        Put("2", "m");
        Put("3", "M");

        Assert.Equal((2, "1"), Count("m"));
        Assert.True(_table.Remove("1"));
        Assert.Equal((1, "2"), Count("m"));
        Assert.True(_table.Remove("2"));
        Assert.Equal((0, null), Count("m"));
        Assert.False(_table.Remove("2"));
        Assert.Equal((1, "3"), Count("M"));
        Put("3", "m");
        Assert.Equal((0, null), Count("M"));
        Assert.Equal((1, "3"), Count("m"));
        Assert.Equal(["3"], _table.All().Select(one => one.TxId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Transaction_without_a_reference_is_not_counted(string? reference)
    {
        Put("1", reference);

        Assert.Equal((0, null), Count(""));
        Assert.Equal("A", _table.Find("1")?.Status);
        Assert.True(_table.Remove("1"));
        Assert.Null(_table.Find("1"));
        Assert.Empty(_table.All());
    }

    [Fact]
    public void Change_remembers_the_previous_transaction()
    {
        Put("1", "m");
        Assert.Null(_table.Previous("1"));
        Assert.Null(_table.Previous("2"));

        var (before, after) = _table.Change("1", one => one with { Status = "B" });
        Assert.Throws<InvalidOperationException>(() => _table.Change("1", _ => throw new InvalidOperationException()));

        Assert.Equal(("A", "B"), (before.Status, after.Status));
        Assert.Same(after, _table.Find("1"));
        Assert.Same(before, _table.Previous("1"));
        Assert.Throws<KeyNotFoundException>(() => _table.Change("2", one => one));
        Put("1", "m");
        Assert.Null(_table.Previous("1"));
    }

    [Fact]
    public void Script_counts_the_queries_since_the_previous_step()
    {
        _table.Put(new SimulatedPproTransaction { TxId = "1", Status = "A" }
            .ThenAfterQueries(2, "B").ThenAfterQueries(1, "C").ThenAfterQueries(0, "D"));

        Assert.Equal(["A>A", "A>A", "A>B", "B>D", "D>D"], Enumerable.Range(0, 5).Select(_ => Query("1")));
        Assert.Equal("C", _table.Previous("1")?.Status);
        Assert.Equal("missing", Query("2"));
    }

    private void Put(string id, string? reference) =>
        _table.Put(new SimulatedPproTransaction { TxId = id, MerchantTxId = reference, Status = "A" });

    private (int Count, string? First) Count(string reference) => (_table.CountByMerchantReference(reference, out var first), first);

    private string Query(string id) => _table.TryQuery(id, out var before, out var now) ? $"{before.Status}>{now.Status}" : "missing";
}
