using System.Text;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Coordination;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Runs Status exchanges: a login, one request about up to ten transactions, and the wait for the gateway's own POST.</summary>
internal sealed class DesjardinsAdapter(
    GatewayAdapterContext<DesjardinsOptions> context, IExchangeLock exchangeLock, ICallbackRouter router, CallbackEndpointState endpoints,
    IDesjardinsStatusFormat format) : IGatewayAdapter
{
    private readonly OptionsCache<DesjardinsOptions, DesjardinsRequest> _request =
        new(context.Options, current => new DesjardinsRequest(current, format, context.ClientName));

    public string Provider => DesjardinsDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        SupportsMerchantReference = true,
        MaxTransactionsPerExchange = DesjardinsDefaults.MaxTransactions,
        MaxConcurrentExchanges = 1,
        MinimumAge = DesjardinsDefaults.MinimumAge,
        Tracking = DesjardinsDefaults.Tracking,
        ReportsAmount = true,
    };

    public TransactionKind DefaultKind => context.Options.Current.DefaultKind;

    public void CheckQuery(TransactionQuery query)
    {
        QueryChecks.RequireReference(query.MerchantReference, nameof(query.MerchantReference), DesjardinsDefaults.MaxReferenceLength);
        if (query.MerchantReference is { } id && (!Ascii.IsValid(id) || id == "-"))
            throw new ArgumentException(
                "MerchantReference has a non-ASCII character, or is a dash, which means an empty value in this protocol.", nameof(query));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = _request.Current;
        var mayReplaceId = true;
        var groups = new Stack<IReadOnlyList<PendingQuery>?>();
        // Null means all queries that have joined the exchange when the request is written.
        groups.Push(null);
        while (groups.TryPop(out var group))
        {
            var outcome = await RunRequestAsync(request, exchange, group, cancellationToken).ConfigureAwait(false);
            if (outcome.Failure is { } failure) throw failure;
            if (outcome.Refusal is not { } refusal) continue;
            if (refusal.Code == DesjardinsFailures.UsedId && mayReplaceId)
            {
                mayReplaceId = false;
                groups.Push(outcome.OpenQueries);
            }
            else if (refusal.Code == DesjardinsFailures.InvalidRequest && outcome.OpenQueries is { Count: > 1 } pendingQueries)
            {
                // One id that the gateway rejects must not deprive the other nine queries of their answers.
                DesjardinsLog.Halving(context.Logger, context.ClientName, pendingQueries.Count);
                groups.Push([.. pendingQueries.Skip(pendingQueries.Count / 2)]);
                groups.Push([.. pendingQueries.Take(pendingQueries.Count / 2)]);
            }
            else
            {
                foreach (var pendingQuery in outcome.OpenQueries) pendingQuery.Fail(DesjardinsFailures.Rejected(refusal, request.Redactor));
            }
        }
    }

    public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) => parsed is DesjardinsParsedStatus answer
        ? DesjardinsStatusMap.Complete(answer, query, query.Kind == TransactionKind.Unknown ? DefaultKind : query.Kind)
        : parsed;

    private async Task<DesjardinsOutcome> RunRequestAsync(
        DesjardinsRequest request, GatewayExchange exchange, IReadOnlyList<PendingQuery>? group, CancellationToken cancellationToken)
    {
        // The lease covers the time until the last message can arrive: the login takes at most one step, then the wait for step 4 starts.
        var maxDuration = request.Options.StepTimeout + request.Options.CallbackTimeout;
        var lease = await exchange.AcquireLockAsync(exchangeLock, request.LockKey, maxDuration, cancellationToken).ConfigureAwait(false);
        var acquired = context.TimeProvider.GetTimestamp();
        ICallbackMailbox? mailbox = null;
        DesjardinsSession? session = null;
        try
        {
            var login = await DesjardinsLogin.LogInAsync(
                request, context.Transport, context.TimeProvider, cancellationToken).ConfigureAwait(false);
            var (token, mailboxId) = request.Tokens.Create(context.TimeProvider.GetUtcNow() + request.Options.CallbackTimeout);
            mailbox = await OpenMailboxAsync(mailboxId, maxDuration, cancellationToken).ConfigureAwait(false);
            // A slow store or a suspended process used up the time of the login. The lease could expire during the request, and a second
            // request could start.
            if (context.TimeProvider.GetElapsedTime(acquired) > request.Options.StepTimeout)
                throw DesjardinsFailures.StepTimeout(request.Options.StepTimeout);
            var joined = exchange.Seal();
            session = CreateSession(request, login, token, group ?? joined, mailbox, lease);
            exchange.ForbidRepeat();
        }
        finally
        {
            if (session is null)
                await DesjardinsSession.CloseAsync(mailbox, lease, context.Logger, context.ClientName).ConfigureAwait(false);
        }

        return await session.RunAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ICallbackMailbox> OpenMailboxAsync(string id, TimeSpan maxDuration, CancellationToken cancellationToken)
    {
        try
        {
            return await router.OpenAsync(id, maxDuration, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw DesjardinsFailures.NoMailbox(exception);
        }
    }

    private DesjardinsSession CreateSession(
        DesjardinsRequest request, DesjardinsLogin login, string token, IReadOnlyList<PendingQuery> pendingQueries,
        ICallbackMailbox mailbox, IExchangeLockHandle lease) =>
        new(request, context.Transport, context.TimeProvider, context.Logger, context.ClientName)
        {
            Body = request.EncodeStatus(
                login.TransactionId, login.TransactionKey,
                [.. pendingQueries.Select(pendingQuery => pendingQuery.Query.MerchantReference!)], token),
            Mailbox = mailbox,
            Lease = lease,
            Endpoints = endpoints,
            Answers = new DesjardinsAnswers(
                pendingQueries, request, login.TransactionId, context.TimeProvider.GetUtcNow(), context.Logger, context.ClientName),
        };
}
