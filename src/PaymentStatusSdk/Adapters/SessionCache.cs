using System.Runtime.CompilerServices;
using PaymentStatusSdk.Exchange;

namespace PaymentStatusSdk.Adapters;

/// <summary>
/// Caches the session of a gateway that requires a login before queries. An adapter keeps one cache and uses it inside RunAsync.
/// </summary>
/// <remarks>
/// One login runs at a time for one instance of the options; exchanges that need the session meanwhile wait for that login. Changed options
/// are another instance and therefore log in again. Failed logins are not cached. A login is canceled when its last waiter has canceled,
/// and after <see cref="GatewayOptions.AttemptTimeout"/> at the latest. The cache holds at most one session
/// per instance of the options in use. Thread-safe.
/// </remarks>
/// <typeparam name="T">The type of the login's result, such as the token's. No text contains it.</typeparam>
/// <param name="timeProvider">The clock for the expiry of sessions: the one in the adapter context.</param>
public sealed class SessionCache<T>(TimeProvider timeProvider)
{
    // An entry lives as long as its options instance.
    private readonly ConditionalWeakTable<GatewayOptions, SessionEntry<T>> _entries = [];

    /// <summary>Returns the current session, or the session of a new login.</summary>
    /// <param name="options">The current options, read once for the exchange.</param>
    /// <param name="login">Logs in with these options. Its token is canceled when no exchange waits for the login, or when the login times
    /// out.</param>
    /// <param name="cancellationToken">Cancels this wait; the login continues for other waiters.</param>
    /// <exception cref="TransactionStatusException">The login failed, or took longer than AttemptTimeout (Timeout).</exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public Task<GatewaySession<T>> GetAsync(
        GatewayOptions options, Func<CancellationToken, Task<GatewaySession<T>>> login, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(login);
        var entry = _entries.GetValue(options, key => new SessionEntry<T>(key.AttemptTimeout, timeProvider));
        return entry.GetAsync(login, cancellationToken);
    }

    /// <summary>Removes a session that the gateway rejected. A newer session stays in the cache.</summary>
    /// <param name="options">The options with which the session was obtained.</param>
    /// <param name="session">The session that was used.</param>
    public void Forget(GatewayOptions options, GatewaySession<T> session)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(session);
        if (_entries.TryGetValue(options, out var entry)) entry.Forget(session);
    }

    /// <summary>Sends a request in a session, and once more in a new session if the gateway rejects the first session.</summary>
    /// <param name="options">The current options, read once for the exchange.</param>
    /// <param name="login">Logs in with these options; see <see cref="GetAsync"/>.</param>
    /// <param name="use">Sends the request. It may run twice, so do not use it for a request that must arrive at most once.</param>
    /// <param name="isRefused">
    /// Returns whether the result means that the session is not valid, for example HTTP status 401. An exception of the kind Authentication
    /// has the same meaning.
    /// </param>
    /// <param name="cancellationToken">The attempt's token: both requests and logins share the timeout of the attempt.</param>
    /// <returns>The last result, rejected or not. A rejected first result is disposed if it is disposable.</returns>
    /// <exception cref="TransactionStatusException">
    /// A login failed, or took longer than AttemptTimeout (Timeout); or <paramref name="use"/> threw it (with
    /// the kind Authentication: in the second run).
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public async Task<TResult> RunAsync<TResult>(
        GatewayOptions options,
        Func<CancellationToken, Task<GatewaySession<T>>> login,
        Func<T, CancellationToken, Task<TResult>> use,
        Func<TResult, bool> isRefused,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(use);
        ArgumentNullException.ThrowIfNull(isRefused);
        var session = await GetAsync(options, login, cancellationToken).ConfigureAwait(false);
        try
        {
            var first = await use(session.Value, cancellationToken).ConfigureAwait(false);
            if (!isRefused(first)) return first;
            (first as IDisposable)?.Dispose();
        }
        catch (TransactionStatusException failure) when (failure.Kind == TransactionStatusErrorKind.Authentication)
        {
            // The adapter reports the rejected session by an exception.
        }

        Forget(options, session);
        session = await GetAsync(options, login, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await use(session.Value, cancellationToken).ConfigureAwait(false);
            if (isRefused(result)) Forget(options, session);
            return result;
        }
        catch (TransactionStatusException failure) when (failure.Kind == TransactionStatusErrorKind.Authentication)
        {
            Forget(options, session);
            throw;
        }
    }
}
