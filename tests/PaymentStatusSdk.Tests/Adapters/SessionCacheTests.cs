using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Adapters;

public sealed class SessionCacheTests
{
    private const string Secret = "canary-token";

    private readonly ManualTimeProvider _clock = new();
    private readonly KitOptions _options = new();
    private readonly List<TaskCompletionSource<GatewaySession<string>>> _logins = [];
    private readonly List<CancellationToken> _tokens = [];
    private readonly SessionCache<string> _cache;

    public SessionCacheTests() => _cache = new SessionCache<string>(_clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_share_one_login_and_then_its_session()
    {
        var waiting = Enumerable.Range(0, 10).Select(_ => GetAsync()).ToArray();
        Assert.Single(_logins);

        _logins[0].SetResult(new GatewaySession<string>("one"));
        var sessions = await Task.WhenAll(waiting);

        Assert.All(sessions, session => Assert.Same(sessions[0], session));
        Assert.Same(sessions[0], await GetAsync());
        Assert.Single(_logins);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Session_lifetime_starts_with_its_login()
    {
        var first = GetAsync();
        _clock.Advance(TimeSpan.FromSeconds(4));
        _logins[0].SetResult(new GatewaySession<string>("one", TimeSpan.FromSeconds(60)));
        await first;

        _clock.Advance(TimeSpan.FromSeconds(55));
        Assert.Equal("one", (await GetAsync()).Value);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = GetAsync();
        _logins[1].SetResult(new GatewaySession<string>("two", TimeSpan.MaxValue));

        Assert.Equal("two", (await second).Value);
        _clock.Advance(TimeSpan.FromDays(3_650));
        Assert.Equal("two", (await GetAsync()).Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Session_without_remaining_lifetime_serves_only_its_waiters(int seconds)
    {
        var first = GetAsync();
        var joined = GetAsync();
        _logins[0].SetResult(new GatewaySession<string>("one", TimeSpan.FromSeconds(seconds)));

        Assert.Equal(("one", "one"), ((await first).Value, (await joined).Value));
        _ = GetAsync();
        Assert.Equal(2, _logins.Count);
    }

    [Fact]
    public async Task Changed_options_cause_a_new_login_and_the_older_ones_keep_their_session()
    {
        var older = await LoggedInAsync("older");
        var reloaded = new KitOptions();

        var pending = _cache.GetAsync(reloaded, LogInAsync, Ct);
        _logins[1].SetResult(new GatewaySession<string>("newer"));

        Assert.Equal("newer", (await pending).Value);
        Assert.Same(older, await GetAsync());
        Assert.Equal("newer", (await _cache.GetAsync(reloaded, LogInAsync, Ct)).Value);
        Assert.Equal(2, _logins.Count);
    }

    [Fact]
    public async Task Canceled_caller_does_not_cancel_the_login_of_others()
    {
        using var leaves = new CancellationTokenSource();
        var cancellation = _cache.GetAsync(_options, LogInAsync, leaves.Token);
        var staying = GetAsync();

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancellation);

        Assert.False(_tokens[0].IsCancellationRequested);
        _logins[0].SetResult(new GatewaySession<string>("one"));
        Assert.Equal("one", (await staying).Value);
    }

    [Fact]
    public async Task Login_without_callers_is_canceled_and_the_next_caller_starts_another()
    {
        using var leaves = new CancellationTokenSource();
        var (first, second) = (_cache.GetAsync(_options, LogInAsync, leaves.Token), _cache.GetAsync(_options, LogInAsync, leaves.Token));

        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        var next = GetAsync();

        Assert.True(_tokens[0].IsCancellationRequested);
        _logins[0].TrySetResult(new GatewaySession<string>("abandoned"));
        _logins[1].SetResult(new GatewaySession<string>("two"));
        Assert.Equal(("two", "two"), ((await next).Value, (await GetAsync()).Value));
    }

    [Fact]
    public async Task Failed_login_fails_its_waiters_and_is_not_cached()
    {
        var (first, second) = (GetAsync(), GetAsync());
        _logins[0].SetException(new TransactionStatusException(TransactionStatusErrorKind.Authentication, "no"));

        Assert.Equal(TransactionStatusErrorKind.Authentication, (await Assert.ThrowsAsync<TransactionStatusException>(() => first)).Kind);
        await Assert.ThrowsAsync<TransactionStatusException>(() => second);
        Assert.Equal("two", (await LoggedInAsync("two")).Value);
    }

    [Fact]
    public async Task Hanging_login_ends_after_the_attempt_timeout_and_blocks_no_later_one()
    {
        _options.AttemptTimeout = TimeSpan.FromSeconds(7);
        var hanging = GetAsync();
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(hanging.IsCompleted);

        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TransactionStatusErrorKind.Timeout, (await Assert.ThrowsAsync<TransactionStatusException>(() => hanging)).Kind);
        Assert.Equal("two", (await LoggedInAsync("two")).Value);
    }

    [Fact]
    public async Task Rejected_session_is_discarded_and_a_newer_one_is_kept()
    {
        var first = await LoggedInAsync("one");
        _cache.Forget(_options, first);
        var second = await LoggedInAsync("two");

        _cache.Forget(_options, first);

        Assert.Same(second, await GetAsync());
    }

    [Fact]
    public async Task Request_is_repeated_once_in_a_new_session_after_a_rejection()
    {
        await LoggedInAsync("stale");
        var used = new List<string>();
        var refused = new Answer(401);

        var running = RunAsync(token =>
        {
            used.Add(token);
            return token == "stale" ? refused : new Answer(200);
        });
        _logins[1].SetResult(new GatewaySession<string>("fresh"));

        Assert.Equal(200, (await running).Status);
        Assert.Equal(["stale", "fresh"], used);
        Assert.True(refused.IsDisposed);
        Assert.Equal("fresh", (await GetAsync()).Value);
    }

    [Fact]
    public async Task Concurrent_rejections_of_one_session_cause_one_login()
    {
        await LoggedInAsync("stale");

        var running = Enumerable.Range(0, 10).Select(_ => RunAsync(token => new Answer(token == "stale" ? 401 : 200))).ToArray();
        Assert.Equal(2, _logins.Count);
        _logins[1].SetResult(new GatewaySession<string>("fresh"));

        Assert.All(await Task.WhenAll(running), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(2, _logins.Count);
    }

    [Fact]
    public async Task Second_rejection_is_the_result_and_its_session_is_not_kept()
    {
        await LoggedInAsync("one");
        var attempts = 0;

        var running = RunAsync(_ =>
        {
            attempts++;
            return new Answer(401);
        });
        _logins[1].SetResult(new GatewaySession<string>("two"));
        var answer = await running;

        Assert.Equal((401, false, 2), (answer.Status, answer.IsDisposed, attempts));
        _ = GetAsync();
        Assert.Equal(3, _logins.Count);
    }

    [Fact]
    public async Task Thrown_rejection_counts_as_a_rejection()
    {
        await LoggedInAsync("stale");

        var running = RunAsync(token => token == "stale" ? throw Refusal() : new Answer(200));
        _logins[1].SetResult(new GatewaySession<string>("fresh"));

        Assert.Equal(200, (await running).Status);
        Assert.Equal("fresh", (await GetAsync()).Value);
    }

    [Fact]
    public async Task Second_thrown_rejection_is_rethrown_and_its_session_is_not_kept()
    {
        await LoggedInAsync("one");

        var running = RunAsync(_ => throw Refusal());
        _logins[1].SetResult(new GatewaySession<string>("two"));

        Assert.Equal(TransactionStatusErrorKind.Authentication, (await Assert.ThrowsAsync<TransactionStatusException>(() => running)).Kind);
        _ = GetAsync();
        Assert.Equal(3, _logins.Count);
    }

    [Fact]
    public async Task Other_failure_is_not_repeated_and_keeps_the_session()
    {
        await LoggedInAsync("one");

        await Assert.ThrowsAsync<TransactionStatusException>(() =>
            RunAsync(_ => throw new TransactionStatusException(TransactionStatusErrorKind.Unavailable, "Busy.")));

        Assert.Equal("one", (await GetAsync()).Value);
        Assert.Single(_logins);
    }

    [Fact]
    public void Session_shows_its_value_in_no_text()
    {
        var session = new GatewaySession<string>(Secret, TimeSpan.FromMinutes(1));

        Assert.DoesNotContain(Secret, $"{session} {System.Text.Json.JsonSerializer.Serialize(session)} {_cache}", StringComparison.Ordinal);
    }

    private static TransactionStatusException Refusal() => new(TransactionStatusErrorKind.Authentication, "Refused.");

    private Task<GatewaySession<string>> GetAsync() => _cache.GetAsync(_options, LogInAsync, Ct);

    private Task<Answer> RunAsync(Func<string, Answer> use) =>
        _cache.RunAsync(_options, LogInAsync, (token, _) => Task.FromResult(use(token)), answer => answer.Status == 401, Ct);

    private async Task<GatewaySession<string>> LoggedInAsync(string token)
    {
        var pending = GetAsync();
        _logins[^1].SetResult(new GatewaySession<string>(token));
        return await pending;
    }

    private Task<GatewaySession<string>> LogInAsync(CancellationToken cancellationToken)
    {
        _tokens.Add(cancellationToken);
        _logins.Add(new TaskCompletionSource<GatewaySession<string>>());
        return _logins[^1].Task;
    }

    private sealed class Answer(int status) : IDisposable
    {
        public int Status => status;

        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
