using PaymentStatusSdk.Tracking.Work;

namespace PaymentStatusSdk.Tracking.Tests.Work;

public sealed class WorkerPassTests : IDisposable
{
    private readonly TaskCompletionSource _producer = new();
    private readonly CancellationTokenSource _timeUp = new();

    public void Dispose() => _timeUp.Dispose();

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    public async Task Worker_without_a_pass_claims_as_many_as_it_may(int allowed, int expected)
    {
        List<int> wanted = [];

        var (count, claims) = await WorkerPass.ClaimAsync<int>(null, allowed, Claim(wanted, 2));

        Assert.Equal(expected, count);
        Assert.Equal(expected == 0 ? 0 : 2, claims.Count);
        Assert.Equal(expected == 0 ? 0 : 1, wanted.Count);
        Assert.All(wanted, one => Assert.Equal(expected, one));
    }

    [Fact]
    public async Task Pass_claims_what_is_left_of_its_quota_and_gets_back_what_was_not_due()
    {
        var pass = Pass(limit: 5);
        List<int> wanted = [];

        Assert.Equal(4, (await WorkerPass.ClaimAsync(pass, 4, Claim(wanted, 3))).Count);
        Assert.Equal(2, (await WorkerPass.ClaimAsync(pass, 4, Claim(wanted, 2))).Count);
        Assert.Equal(0, (await WorkerPass.ClaimAsync(pass, 4, Claim(wanted, 1))).Count);

        Assert.Equal([4, 2], wanted);
    }

    [Fact]
    public async Task Failed_claim_uses_nothing_of_the_quota()
    {
        var pass = Pass(limit: 5);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WorkerPass.ClaimAsync<int>(
            pass, 4, _ => Task.FromException<IReadOnlyList<int>>(new InvalidOperationException("No."))));
        await WorkerPass.ClaimAsync(pass, -3, Claim([], 0));

        Assert.Equal(5, pass.Quota.Reserve(100));
    }

    [Fact]
    public void Quota_reserves_no_more_than_its_rest()
    {
        var quota = new ClaimQuota(5);

        Assert.Equal([0, 0, 3, 2, 0], new[] { 0, -1, 3, 3, 1 }.Select(quota.Reserve).ToList());
        quota.Return(2);
        Assert.Equal(2, quota.Reserve(9));
    }

    [Fact]
    public void Quota_without_a_limit_reserves_any_number() => Assert.Equal(int.MaxValue, new ClaimQuota(null).Reserve(int.MaxValue));

    [Fact]
    public void Worker_is_called_when_the_producer_ends_and_when_the_time_is_up()
    {
        var pass = Pass(limit: null);
        var calls = 0;
        using var watch = pass.Watch(() => calls++);
        Assert.Equal((false, false, 0), (pass.IsProducerDone, pass.IsTimeUp, calls));

        _producer.SetResult();
        Assert.Equal((true, false, 1), (pass.IsProducerDone, pass.IsTimeUp, calls));
        _timeUp.Cancel();

        Assert.Equal((true, true, 2), (pass.IsProducerDone, pass.IsTimeUp, calls));
        Assert.True(pass.TimeUp.IsCancellationRequested);
    }

    [Fact]
    public void Worker_that_has_ended_is_not_called_when_the_time_is_up()
    {
        var calls = 0;
        Pass(limit: null).Watch(() => calls++).Dispose();

        _timeUp.Cancel();

        Assert.Equal(0, calls);
    }

    private WorkerPass Pass(int? limit) => new(new ClaimQuota(limit), new RunTally(), _producer.Task, _timeUp.Token);

    /// <summary>Records the requested numbers and returns some claims.</summary>
    private static Func<int, Task<IReadOnlyList<int>>> Claim(List<int> wanted, int claimed) => count =>
    {
        wanted.Add(count);
        return Task.FromResult<IReadOnlyList<int>>([.. Enumerable.Range(0, claimed)]);
    };
}
