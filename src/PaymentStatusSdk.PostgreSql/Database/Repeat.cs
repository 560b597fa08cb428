using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Database;

/// <summary>Decides which failures of a call may be retried. Immutable and thread-safe.</summary>
internal sealed class Repeat
{
    private readonly bool _isIdempotent;
    private readonly Predicate<PostgresException>? _isConflict;

    private Repeat(bool isIdempotent, Predicate<PostgresException>? isConflict = null) =>
        (_isIdempotent, _isConflict) = (isIdempotent, isConflict);

    /// <summary>A call that may be committed twice, because the second commit has no further effect.</summary>
    public static Repeat Idempotent { get; } = new(isIdempotent: true);

    /// <summary>
    /// A call whose second result would be wrong. It is retried only when the server reported that it rejected the first attempt.
    /// </summary>
    public static Repeat OnlyWhenRefused { get; } = new(isIdempotent: false);

    /// <summary>An idempotent call that is also retried when it conflicts with a concurrent call.</summary>
    public static Repeat OnConflict(Predicate<PostgresException> isConflict) => new(isIdempotent: true, isConflict);

    /// <summary>Whether the call may be retried on a new connection after this loss of a connection.</summary>
    public bool MayFollow(Exception exception) => _isIdempotent || exception is PostgresException;

    /// <summary>Whether the call may be retried because it conflicted with another transaction.</summary>
    public bool IsConflict(Exception exception) =>
        StoreFailures.IsSerializationConflict(exception)
        || (exception is PostgresException postgres && _isConflict?.Invoke(postgres) == true);
}
