using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Callbacks;
using PaymentStatusSdk.Desjardins.Protocol;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Desjardins.Tests;

/// <summary>When the wait for the remaining transactions starts, and what ends it.</summary>
public sealed class DesjardinsGraceTests : IAsyncDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(2);

    private readonly ManualTimeProvider _clock = new();
    private readonly HeldAdapter _adapter = new();
    private readonly ServiceProvider _services;
    private readonly Task<TransactionStatusResult> _query;

    public DesjardinsGraceTests()
    {
        var registration = new GatewayRegistration<DesjardinsOptions>
        {
            Provider = DesjardinsDefaults.Provider,
            Validator = new DesjardinsOptionsValidator(),
            CreateAdapter = _ => _adapter,
        };
        var from = Account.Options();
        _services = new ServiceCollection().AddPaymentStatus(gateways => gateways.AddGateway(
            "held",
            options =>
            {
                (options.Endpoint, options.PublicCallbackBaseUrl) = (from.Endpoint, from.PublicCallbackBaseUrl);
                (options.MerchantId, options.MerchantKey) = (from.MerchantId, from.MerchantKey);
            },
            registration)).BuildServiceProvider();
        _query = _services.GetRequiredService<ITransactionStatusClient>().GetStatusAsync(
            TransactionQuery.ByMerchantReference("T1"), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _adapter.End.TrySetResult();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Remaining_transaction_is_missing_at_the_end_of_the_period_and_not_before()
    {
        var (answers, grace) = await StartAsync();

        grace.Update(answers, isAnswer: true);
        _clock.Advance(Length - TimeSpan.FromMilliseconds(1));
        grace.Update(answers, isAnswer: false);
        Assert.Equal((false, false), (grace.End.IsCompleted, answers.IsComplete));

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(grace.End.IsCompletedSuccessfully);
        grace.Update(answers, isAnswer: false);

        Assert.Equal((false, true), (grace.End.IsCompleted, answers.IsComplete));
        Assert.Equal(LookupOutcome.NotFound, (await EndAsync()).Outcome);
    }

    [Fact]
    public async Task No_period_runs_before_an_answer()
    {
        var (answers, grace) = await StartAsync();

        grace.Update(answers, isAnswer: false);

        Assert.Equal((false, 0, false), (grace.End.IsCompleted, _clock.ActiveTimers, answers.IsComplete));
        await AssertUnansweredAsync();
    }

    [Fact]
    public async Task Another_answer_starts_the_period_again()
    {
        var (answers, grace) = await StartAsync();

        grace.Update(answers, isAnswer: true);
        _clock.Advance(TimeSpan.FromSeconds(1));
        grace.Update(answers, isAnswer: true);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(grace.End.IsCompleted);
        await AssertUnansweredAsync();
    }

    [Fact]
    public async Task Error_about_the_request_starts_no_period()
    {
        var (answers, grace) = await StartAsync();
        answers.Merge(Error(), isStep4: true);

        grace.Update(answers, isAnswer: true);

        Assert.Equal((false, 0, false), (grace.End.IsCompleted, _clock.ActiveTimers, answers.IsComplete));
        await AssertUnansweredAsync();
    }

    [Fact]
    public async Task Error_about_the_request_ends_the_period_without_a_result()
    {
        var (answers, grace) = await StartAsync();
        grace.Update(answers, isAnswer: true);

        answers.Merge(Error(), isStep4: true);
        grace.Update(answers, isAnswer: false);
        _clock.Advance(Length);
        grace.Update(answers, isAnswer: false);

        Assert.Equal((false, false), (grace.End.IsCompleted, answers.IsComplete));
        Assert.Equal("T1", Assert.Single(answers.OpenQueries).Query.MerchantReference);
        await AssertUnansweredAsync();
    }

    [Fact]
    public async Task Complete_answers_end_the_period_and_start_none()
    {
        var (answers, grace) = await StartAsync();
        grace.Update(answers, isAnswer: true);

        answers.Merge(Account.Message(Account.Transaction("T1")), isStep4: true);
        answers.Complete();
        grace.Update(answers, isAnswer: true);
        _clock.Advance(Length);

        Assert.Equal((false, 0, true), (grace.End.IsCompleted, _clock.ActiveTimers, answers.IsComplete));
        Assert.Equal(LookupOutcome.Answered, (await EndAsync()).Outcome);
    }

    private static DesjardinsMessage Error() => new() { Error = new DesjardinsError("WZ77", null) };

    private async Task<(DesjardinsAnswers Answers, DesjardinsGrace Grace)> StartAsync()
    {
        var pendingQueries = await _adapter.Sealed.Task.WaitAsync(TestContext.Current.CancellationToken);
        var answers = new DesjardinsAnswers(
            pendingQueries, Account.Request(), "session", Account.Now, NullLogger.Instance, Account.Client);
        return (answers, new DesjardinsGrace(Length, _clock, TestContext.Current.CancellationToken));
    }

    private Task<TransactionStatusResult> EndAsync()
    {
        _adapter.End.TrySetResult();
        return _query;
    }

    private async Task AssertUnansweredAsync()
    {
        var failure = await Assert.ThrowsAsync<TransactionStatusException>(EndAsync);
        Assert.Equal(TransactionStatusErrorKind.InvalidResponse, failure.Kind);
    }

    /// <summary>An adapter that exposes its pending queries, and runs until the test ends it.</summary>
    private sealed class HeldAdapter : IGatewayAdapter
    {
        public TaskCompletionSource<IReadOnlyList<PendingQuery>> Sealed { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Provider => DesjardinsDefaults.Provider;

        public GatewayCapabilities Capabilities => new() { SupportsMerchantReference = true };

        public TransactionKind DefaultKind => TransactionKind.Unknown;

        public void CheckQuery(TransactionQuery query)
        {
        }

        public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
        {
            Sealed.TrySetResult(exchange.Seal());
            await End.Task.WaitAsync(cancellationToken);
        }

        public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) => parsed is DesjardinsParsedStatus answer
            ? DesjardinsStatusMap.Complete(answer, query, query.Kind)
            : parsed;
    }
}
