using System.Globalization;
using PaymentStatusSdk.Conformance.Stores;
using PaymentStatusSdk.Tracking;
using Xunit.Sdk;

namespace PaymentStatusSdk.CrashPoints;

/// <summary>
/// Breaks operations at their first statement, at their second one, and so on, until they run through. The rule: after a crash at any
/// statement, the database is in one of the legal states, an operation that reports success has happened, and repeated work ends in the
/// state of work that did not crash.
/// </summary>
public abstract class CrashPointPart<TFixture> : StorePart<TFixture>
    where TFixture : ICrashingStoreFixture, new()
{
    private protected const int MostStatements = 100;

    private int _cases;

    public static TheoryData<CrashMode> Crashes { get; } = [.. Enum.GetValues<CrashMode>()];

    private protected MerchantTable Merchant => field ??= new MerchantTable(Fixture, "crashes");

    private protected async Task BreakEverywhereAsync(CrashMode mode, int least, Func<string, Task<CrashCase>> prepare)
    {
        await Store.PrepareAsync(Ct);
        await Other.Store.PrepareAsync(Ct);
        await Merchant.CreateAsync(Ct);
        await using var connection = await Merchant.Database.OpenConnectionAsync(Ct);
        // A process survives the end of a connection to a server. Its pool does not expect that a connection to a file ends.
        var isReusable = connection.CanCreateBatch && !CrashPlan.Ends(mode);
        foreach (var isSplit in SplitsOf(mode, connection.CanCreateBatch))
        {
            var plan = new CrashPlan(mode, isSplit, Fixture.KillAsync);
            var process = await StartAsync(plan);
            try
            {
                var number = 1;
                while (await BreakAsync(process, plan, number, prepare))
                {
                    Assert.InRange(++number, 1, MostStatements);
                    if (isReusable) continue;
                    await process.DisposeAsync();
                    plan = new CrashPlan(mode, isSplit, Fixture.KillAsync);
                    process = await StartAsync(plan);
                }

                Assert.InRange(number, least + 1, MostStatements);
                TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{number - 1} crash points"));
            }
            finally
            {
                await process.DisposeAsync();
            }
        }
    }

    private async Task<IStoreProcess> StartAsync(CrashPlan plan)
    {
        var process = Fixture.Start(plan);
        await process.Store.PrepareAsync(Ct);
        return process;
    }

    // Once at each round trip, because a driver reports a lost batch in its own way, and once at each of its statements. Nobody sees how a
    // batch ends whose process has ended.
    private static bool[] SplitsOf(CrashMode mode, bool hasBatches) =>
        !hasBatches ? [false] : CrashPlan.Ends(mode) ? [true] : [false, true];

    /// <summary>Runs an operation with a crash; returns whether its statement was reached.</summary>
    private async Task<bool> BreakAsync(IStoreProcess process, CrashPlan plan, int number, Func<string, Task<CrashCase>> prepare)
    {
        var test = await prepare((++_cases).ToString(CultureInfo.InvariantCulture));
        Assert.False(await test.HasHappenedAsync());
        plan.Arm(number);
        var failure = await Record.ExceptionAsync(() => test.RunAsync(process, plan));
        plan.Disarm();
        try
        {
            // No operation may report a false result.
            Assert.False(failure is IAssertionException);
            var hasHappened = await test.HasHappenedAsync();
            Assert.True(failure is not null || hasHappened, "The operation reported success, but has not happened.");
            if (!plan.IsReached) Assert.Null(failure);
            Clock.Advance(2 * Minute);
            await test.RecoverAsync();
            Assert.True(await test.HasHappenedAsync(), "The repeated operation has not happened.");
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{plan}; the operation ended with: {failure}", exception);
        }

        return plan.IsReached;
    }

    private protected static async Task RepeatAsync(Func<Task<bool>> isDone, Func<Task> work)
    {
        for (var tries = 0; !await isDone(); tries++)
        {
            Assert.InRange(tries, 0, 3);
            await work();
        }
    }

    private protected static void AssertIs<T>(T state, params T[] legal) => Assert.Contains(state, legal.AsEnumerable());

    private protected async Task<int> CountRowsAsync(TrackedTransaction row) =>
        (await Store.ListAsync(new TrackedFilter { TransactionId = row.MerchantReference }, Ct)).Items.Count;

    private protected async Task<IReadOnlyList<StatusChangeDelivery>> ChangesAsync(long id) =>
        (await Store.ListChangesAsync(new StatusChangeFilter { TransactionId = id }, Ct)).Items;

    private protected async Task<DeliveryStatus[]> StatusesAsync(long id) =>
        [.. (await ChangesAsync(id)).OrderBy(change => change.Change.Sequence).Select(change => change.Status)];

    /// <summary>The result of the claim was lost, so that its work waits for the end of the lease.</summary>
    private protected sealed class NothingClaimedException() : Exception("Nothing was claimed.");
}
