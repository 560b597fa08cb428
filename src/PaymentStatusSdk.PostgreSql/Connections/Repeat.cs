using Npgsql;

namespace PaymentStatusSdk.PostgreSql.Connections;

/// <summary>Which failures of a call are worth another try.</summary>
internal sealed class Repeat
{
    private readonly bool _isIdempotent;
    private readonly Predicate<PostgresException>? _isConflict;

    private Repeat(bool isIdempotent, Predicate<PostgresException>? isConflict = null) => (_isIdempotent, _isConflict) = (isIdempotent, isConflict);

    /// <summary>A call that may be committed twice: the second time changes nothing, or does what the first was to do.</summary>
    public static Repeat Idempotent { get; } = new(isIdempotent: true);

    /// <summary>A call whose answer would be wrong the second time: it is repeated only when the server said that it refused the first.</summary>
    public static Repeat OnlyWhenRefused { get; } = new(isIdempotent: false);

    /// <summary>An idempotent call that is also repeated when another call came first.</summary>
    public static Repeat OnConflict(Predicate<PostgresException> isConflict) => new(isIdempotent: true, isConflict);

    /// <summary>May it be tried on a fresh connection after this loss of one?</summary>
    public bool MayFollow(Exception exception) => _isIdempotent || exception is PostgresException;

    /// <summary>May it be tried again because another transaction was in its way?</summary>
    public bool IsConflict(Exception exception) =>
        StoreFailures.IsWorthAnotherTry(exception) || (exception is PostgresException postgres && _isConflict?.Invoke(postgres) == true);
}
