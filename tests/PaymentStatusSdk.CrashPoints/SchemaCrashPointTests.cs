namespace PaymentStatusSdk.CrashPoints;

/// <summary>
/// The preparation of an empty database is broken at each statement. A preparation that reports success has created every table, and the
/// next process completes what a crash has left, whether or not the database can roll tables back.
/// </summary>
public abstract class SchemaCrashPointTests<TFixture> : CrashPointPart<TFixture>
    where TFixture : ICrashingStoreFixture, new()
{
    private const int LeastStatements = 4;

    [Theory]
    [MemberData(nameof(Crashes))]
    public async Task Schema_is_completed_by_the_next_process(CrashMode mode)
    {
        bool isSplit;
        await using (var connection = await Merchant.Database.OpenConnectionAsync(Ct)) isSplit = connection.CanCreateBatch;
        var number = 1;
        while (await PrepareAsync(number, mode, isSplit)) Assert.InRange(++number, 1, MostStatements);
        Assert.InRange(number, LeastStatements, MostStatements);
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{number - 1} crash points"));
    }

    /// <summary>Prepares an empty database with a crash; returns whether its statement was reached.</summary>
    private async Task<bool> PrepareAsync(int number, CrashMode mode, bool isSplit)
    {
        await using var fixture = new TFixture();
        await fixture.CreateAsync(Ct);
        var plan = new CrashPlan(mode, isSplit, fixture.KillAsync);
        Exception? failure;
        await using (var process = fixture.Start(plan))
        {
            plan.Arm(number);
            failure = await Record.ExceptionAsync(() => process.Store.PrepareAsync(Ct));
            plan.Disarm();
        }

        try
        {
            if (!plan.IsReached) Assert.Null(failure);
            if (failure is null) await AssertHasTablesAsync(fixture);
            await using var next = fixture.Start();
            await next.Store.PrepareAsync(Ct);
            await AssertHasTablesAsync(fixture);
            var row = Row("order");
            var added = await next.Store.AddAsync(row, Keys(row), _ => null, Ct);
            Assert.Equal("order", (await next.Store.GetAsync(added.Id, Ct))?.MerchantReference);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{plan}; the preparation ended with: {failure}", exception);
        }

        return plan.IsReached;
    }

    private async Task AssertHasTablesAsync(TFixture fixture) =>
        Assert.Superset(fixture.Tables.ToHashSet(), (await fixture.ListTablesAsync(Ct)).ToHashSet());
}
