using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Runs Status exchanges: login, one request about up to ten transactions, and the wait for the gateway's own POST.</summary>
internal sealed class DesjardinsAdapter(
    GatewayAdapterContext<DesjardinsOptions> context, IExchangeLock gate, ICallbackRouter router, CallbackEndpointState endpoints,
    IDesjardinsStatusFormat format) : IGatewayAdapter
{
    private DesjardinsRequest? _request;

    public string Provider => DesjardinsDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        SupportsMerchantReference = true,
        MaxTransactionsPerExchange = DesjardinsDefaults.MaxTargets,
        MaxConcurrentExchanges = 1,
        MinimumAge = DesjardinsDefaults.MinimumAge,
        Tracking = DesjardinsDefaults.Tracking,
        ReportsAmount = true,
    };

    public TransactionKind DefaultKind => context.Options.Current.DefaultKind;

    public void CheckQuery(TransactionQuery query)
    {
        QueryChecks.RequireId(query.MerchantReference, nameof(query.MerchantReference), DesjardinsDefaults.MaxIdLength);
        if (query.MerchantReference is { } id && (!Ascii.IsValid(id) || id == "-"))
            throw new ArgumentException("MerchantId has a character outside ASCII, or is a dash, which stands for nothing here.", nameof(query));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = CurrentRequest();
        var mayReplaceId = true;
        var groups = new Stack<IReadOnlyList<PendingQuery>?>();
        // At first whoever is aboard by the time that the targets are written.
        groups.Push(null);
        while (groups.TryPop(out var group))
        {
            var outcome = await AskAsync(request, exchange, group, cancellationToken).ConfigureAwait(false);
            if (outcome.Failure is { } failure) throw failure;
            if (outcome.Refusal is not { } refusal) continue;
            if (refusal.Code == DesjardinsFailures.UsedId && mayReplaceId)
            {
                mayReplaceId = false;
                groups.Push(outcome.OpenQueries);
            }
            else if (refusal.Code == DesjardinsFailures.InvalidRequest && outcome.OpenQueries is { Count: > 1 } pendingQueries)
            {
                // One id that the gateway does not take must not cost nine others their answer.
                DesjardinsLog.Halving(context.Logger, context.ClientName, pendingQueries.Count);
                groups.Push([.. pendingQueries.Skip(pendingQueries.Count / 2)]);
                groups.Push([.. pendingQueries.Take(pendingQueries.Count / 2)]);
            }
            else
            {
                foreach (var pendingQuery in outcome.OpenQueries) pendingQuery.Fail(DesjardinsFailures.Rejected(refusal));
            }
        }
    }

    public ParsedStatus Interpret(ParsedStatus parsed, TransactionQuery query) => parsed is DesjardinsParsedStatus answer
        ? DesjardinsStatusMap.Complete(answer, query, query.Kind == TransactionKind.Unknown ? DefaultKind : query.Kind)
        : parsed;

    private async Task<DesjardinsOutcome> AskAsync(
        DesjardinsRequest request, GatewayExchange exchange, IReadOnlyList<PendingQuery>? group, CancellationToken cancellationToken)
    {
        // Until the last message can have come: the login takes one step at most, and then the wait for step 4 begins.
        var longest = request.Options.StepTimeout + request.Options.CallbackTimeout;
        var lease = await exchange.AcquireLockAsync(gate, request.LockKey, longest, cancellationToken).ConfigureAwait(false);
        var entered = context.TimeProvider.GetTimestamp();
        ICallbackMailbox? mailbox = null;
        DesjardinsSession? session = null;
        try
        {
            var login = await DesjardinsLogin.EnterAsync(request, context.Transport, context.TimeProvider, cancellationToken).ConfigureAwait(false);
            var (token, mailboxId) = request.Tokens.Create(context.TimeProvider.GetUtcNow() + request.Options.CallbackTimeout);
            mailbox = await OpenMailboxAsync(mailboxId, longest, cancellationToken).ConfigureAwait(false);
            // A slow store, or a process that stood still: the lease would run out while the request is open, and let another one in.
            if (context.TimeProvider.GetElapsedTime(entered) > request.Options.StepTimeout)
                throw DesjardinsFailures.StepTimeout(request.Options.StepTimeout);
            var aboard = exchange.Seal();
            session = CreateSession(request, login, token, group ?? aboard, mailbox, lease);
            exchange.ForbidRepeat();
        }
        finally
        {
            if (session is null) await DesjardinsSession.CloseAsync(mailbox, lease, context.Logger, context.ClientName).ConfigureAwait(false);
        }

        return await session.RunAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ICallbackMailbox> OpenMailboxAsync(string id, TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            return await router.OpenAsync(id, longest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw DesjardinsFailures.NoMailbox(exception);
        }
    }

    private DesjardinsSession CreateSession(
        DesjardinsRequest request, DesjardinsLogin login, string token, IReadOnlyList<PendingQuery> pendingQueries, ICallbackMailbox mailbox, IExchangeLockHandle lease) =>
        new(request, context.Transport, context.TimeProvider, context.Logger, context.ClientName)
        {
            Body = request.EncodeStatus(login.TransactionId, login.TransactionKey, [.. pendingQueries.Select(pendingQuery => pendingQuery.Query.MerchantReference!)], token),
            Mailbox = mailbox,
            Lease = lease,
            Endpoints = endpoints,
            Answers = new DesjardinsAnswers(
                pendingQueries, request, login.TransactionId, context.TimeProvider.GetUtcNow(), context.Logger, context.ClientName),
        };

    private DesjardinsRequest CurrentRequest()
    {
        var current = context.Options.Current;
        var request = _request;
        return request?.Options == current ? request : _request = new DesjardinsRequest(current, format, context.ClientName);
    }
}
