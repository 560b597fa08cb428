using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Fuzz.Engine;
using PaymentStatusSdk.Fuzz.Mutation;
using PaymentStatusSdk.Fuzz.Naive;
using PaymentStatusSdk.Testing;

namespace PaymentStatusSdk.Fuzz.Targets;

/// <summary>
/// A whole session of Desjardins through the client: an input is the answer to the login, the reply to the request, and the POSTs of
/// step 4.
/// </summary>
internal sealed class DesjardinsSessionTarget : FuzzTarget
{
    private const string Client = "client";
    private const string Reference = "T1";

    // Most sessions end in this number of steps. The others give the processor to the threads of the session for longer.
    private const int MaxFastSteps = 4_096;
    private const int MaxSteps = MaxFastSteps + 30_000;

    // The login, the reply and more POSTs than a mailbox keeps. Each costs memory, however short it is.
    private const int MaxParts = 50;

    private readonly ManualTimeProvider _clock = new();
    private readonly SessionRouter _router = new();
    private readonly SessionGateway _gateway;
    private readonly ITransactionStatusClient _client;

    public DesjardinsSessionTarget()
    {
        _gateway = new SessionGateway(Client, _router);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddSingleton<ICallbackRouter>(_router);
        services.AddPaymentStatus(builder => builder.AddDesjardins(Client, Configure)
            .ConfigureHttpClient(http => http.ConfigurePrimaryHttpMessageHandler(() => _gateway.CreateHandler())));
        var provider = services.BuildServiceProvider();
        _gateway.Services = provider;
        _client = provider.GetRequiredKeyedService<ITransactionStatusClient>(Client);
    }

    public override string Name => "desjardins-session";

    public override IMutator Mutator => DesjardinsTarget.Documents;

    public override bool UsesOtherThreads => true;

    public override bool IsTimed => false;

    public override long FixedAllocation => 512 * 1024;

    public override long AllocationPerByte => 512;

    public override object? Read(byte[] input)
    {
        _gateway.Parts = Parts(input);
        var query = _client.GetStatusAsync(TransactionQuery.ByMerchantReference(Reference), CancellationToken.None);
        // Nothing but the clock can end a session whose answer does not come.
        for (var step = 0; !query.IsCompleted && step < MaxSteps; step++)
        {
            var isFast = step < MaxFastSteps;
            if (isFast) Thread.Yield();
            else ((IAsyncResult)query).AsyncWaitHandle.WaitOne(TimeSpan.FromMilliseconds(1));
            if (step % 64 == 63 && !_gateway.IsAnswering && (isFast ? IsPoolIdle() : IsNothingQueued()))
                _clock.Advance(TimeSpan.FromSeconds(20));
        }

        return query.IsCompleted ? query.GetAwaiter().GetResult() : throw new InvalidOperationException("The session did not end.");
    }

    public override string Describe(object? reading, Exception? failure) => reading is TransactionStatusResult result
        ? $"{result.Outcome} {result.State} {result.Reason} {string.Join(',', result.Anomalies.Select(anomaly => anomaly.Kind))}"
        : failure!.Message.Split("(line")[0];

    public override bool IsDecision(object? reading) =>
        reading is TransactionStatusResult result && Decisions.IsDecision(result.Outcome, result.State);

    public override void Judge(byte[] input, object? reading, Exception? failure)
    {
        SecretJudge.Judge(failure, Accounts.MerchantKey);
        if (reading is not TransactionStatusResult result) return;
        SecretJudge.Judge(result.Answer, result.Anomalies, Accounts.MerchantKey);
        var parts = Parts(input);
        // A reply with an HTTP failure says nothing, and may lack the merchant account. A POST may be in a form.
        var replies = parts.Skip(1).Take(1).Where(SessionGateway.IsSuccess).Select(part => NaiveDesjardins.Read(SessionGateway.Body(part)))
            .Where(reply => reply.Merchants.All(NaiveMerchants.IsOurs));
        var posts = parts.Skip(2).SelectMany(NaiveMerchants.DocumentsOf).Where(post => post.Merchants.Any(NaiveMerchants.IsOurs)).ToList();
        var documents = posts.Concat(replies).Where(document => document.IsReadable && document.Merchants.Count <= 1).ToList();
        if (result.Outcome is LookupOutcome.NotFound)
        {
            SurpriseException.Unless(
                documents.TrueForAll(document => document.Answers(Reference).Count == 0), Oracle.Payment,
                "not found, although the naive reader finds an answer");
            SurpriseException.Unless(
                posts.Exists(post => post.HasEmptyContainer && !post.HasError), Oracle.Payment,
                "not found, although no POST for this merchant says that there is nothing");
            SurpriseException.Unless(
                PlainPosts(parts).TrueForAll(post => post.Results.All(one => one.Id != Reference)), Oracle.Payment,
                "not found, although a POST names the transaction");
        }
        else if (IsDecision(reading))
        {
            var same = documents.FindAll(document => document.Says(Reference, result.State, result.Finality));
            SurpriseException.Unless(
                same.Count > 0, Oracle.Payment,
                $"read as {result.State}, {result.Finality}; no document of this merchant says that and nothing else");
            SurpriseException.Unless(
                result.Funds is FundsState.NotReported, Oracle.Payment,
                $"the funds are {result.Funds}, which this gateway does not report");
            SurpriseException.Unless(
                PlainPosts(parts).TrueForAll(
                    post => post.Answers(Reference).Count == 0 || post.Says(Reference, result.State, result.Finality)),
                Oracle.Payment, $"read as {result.State}, {result.Finality}; another POST of this merchant contradicts that");
            if (result.Amount is { } amount)
                SurpriseException.Unless(
                    same.Exists(document => document.Answers(Reference).Exists(one => one.HasAmount(amount.Amount, amount.Currency))),
                    Oracle.Payment, $"no such document has the amount {amount}");
        }
        else
        {
            SurpriseException.Unless(
                result is { Finality: Finality.Unknown, Funds: FundsState.Unknown }, Oracle.Payment,
                $"a state that is not known is {result.Finality}, and its funds are {result.Funds}");
        }
    }

    private static List<byte[]> Parts(byte[] input) => [.. InputParts.Split(input).Take(MaxParts)];

    // The POSTs that the product has accepted and that have one meaning only: each must be in its answer.
    private List<NaiveDesjardins> PlainPosts(List<byte[]> parts) =>
    [
        .. parts.Skip(2).Zip(_gateway.Verdicts)
            .Where(post => post.Second is CallbackVerdict.Handled or CallbackVerdict.Duplicate && IsPlain(post.First))
            .Select(post => NaiveDesjardins.Read(post.First))
            .Where(document => document.IsReadable && document.Merchants is [var merchant] && NaiveMerchants.IsOurs(merchant)),
    ];

    // Without carrier, mark, reference and placeholder.
    private static bool IsPlain(byte[] post) =>
        post.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'<', ..] && Ascii.IsValid(post) && !post.AsSpan().ContainsAny("&{"u8);

    // On a busy machine, the session may wait for a processor, and not for the clock.
    private static bool IsPoolIdle()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        // A test calls this on a thread of the pool, which is busy with this call only.
        var own = Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;
        return all - free <= own && IsNothingQueued();
    }

    // Other work may keep threads of the pool forever, so the slow steps do not wait for them. They wait long enough for the work that has
    // begun, but work that is queued has not begun.
    private static bool IsNothingQueued() => ThreadPool.PendingWorkItemCount == 0;

    private static void Configure(PaymentStatusSdk.Desjardins.DesjardinsOptions options)
    {
        Accounts.Fill(options);
        options.DefaultKind = TransactionKind.Purchase;
        options.MaxRetries = 0;
        // The circuit would keep the queries after some failures from the gateway.
        options.CircuitMinimumThroughput = 100_000;
        options.CircuitSamplingDuration = TimeSpan.FromMilliseconds(500);
    }
}
