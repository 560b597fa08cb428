using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Testing;
using PaymentStatusSdk.Tests.Kit;

namespace PaymentStatusSdk.Tests.Adapters;

/// <summary>How a login ends: its failures, its timeout, and the callers that leave it.</summary>
public sealed class SessionLoginTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly KitOptions _options = new() { AttemptTimeout = TimeSpan.FromSeconds(7) };
    private readonly List<TaskCompletionSource<GatewaySession<string>>> _logins = [];
    private readonly List<CancellationToken> _tokens = [];
    private readonly SessionCache<string> _cache;

    public SessionLoginTests() => _cache = new SessionCache<string>(_clock);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Caller_canceled_beforehand_starts_no_login()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _cache.GetAsync(_options, LogInAsync, new CancellationToken(canceled: true)));

        Assert.Empty(_logins);
        Assert.Equal(0, _clock.ActiveTimers);
    }

    [Fact]
    public async Task Token_of_a_login_that_succeeded_is_never_canceled()
    {
        var pending = GetAsync();
        _logins[0].SetResult(new GatewaySession<string>("one"));
        await pending;

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.False(_tokens[0].IsCancellationRequested);
    }

    [Fact]
    public async Task Exception_of_a_login_reaches_its_caller_unchanged()
    {
        var thrown = new InvalidOperationException("no route");
        var pending = GetAsync();

        _logins[0].SetException(thrown);

        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => pending));
    }

    [Fact]
    public async Task Failure_that_a_login_reports_when_its_time_is_up_is_kept()
    {
        var thrown = new TransactionStatusException(TransactionStatusErrorKind.Authentication, "no");
        var pending = GetAsync();
        // The registration that was made last is called first.
        await using var registration = _tokens[0].Register(() => _logins[0].SetException(thrown));

        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Same(thrown, await Assert.ThrowsAsync<TransactionStatusException>(() => pending));
    }

    [Fact]
    public async Task Timeout_of_a_login_states_the_time()
    {
        var pending = GetAsync();

        _clock.Advance(TimeSpan.FromSeconds(7));

        var failure = await Assert.ThrowsAsync<TransactionStatusException>(() => pending);
        Assert.Equal(TransactionStatusErrorKind.Timeout, failure.Kind);
        Assert.Contains("did not end within AttemptTimeout (00:00:07)", failure.Message, StringComparison.Ordinal);
        Assert.True(_tokens[0].IsCancellationRequested);
    }

    [Fact]
    public async Task Login_without_a_session_is_a_failure()
    {
        var pending = _cache.GetAsync(_options, _ => Task.FromResult<GatewaySession<string>>(null!), Ct);

        Assert.True(pending.IsCompleted);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => pending);
        Assert.Equal("The login returned no session.", failure.Message);
    }

    [Fact(Timeout = 60_000)]
    public async Task End_of_an_abandoned_login_does_not_affect_the_login_that_runs()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var mayEnd = new ManualResetEventSlim();
        using var leaves = new CancellationTokenSource();
        var first = _cache.GetAsync(
            _options,
            token =>
            {
                // The registration that was made first is called last.
                token.Register(() => ended.SetResult());
                return LogInAsync(token);
            },
            leaves.Token);
        _tokens[0].Register(() => mayEnd.Wait(Ct));
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var next = GetAsync();

        mayEnd.Set();
        await ended.Task.WaitAsync(Ct);
        var joined = GetAsync();

        Assert.Equal(2, _logins.Count);
        _logins[1].SetResult(new GatewaySession<string>("two"));
        Assert.Equal(("two", "two"), ((await next).Value, (await joined).Value));
    }

    private Task<GatewaySession<string>> GetAsync() => _cache.GetAsync(_options, LogInAsync, Ct);

    private Task<GatewaySession<string>> LogInAsync(CancellationToken cancellationToken)
    {
        _tokens.Add(cancellationToken);
        _logins.Add(new TaskCompletionSource<GatewaySession<string>>());
        return _logins[^1].Task;
    }
}
