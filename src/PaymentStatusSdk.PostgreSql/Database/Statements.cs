using Npgsql;
using NpgsqlTypes;

namespace PaymentStatusSdk.PostgreSql.Database;

/// <summary>
/// Adds statements and positional parameters with explicit types, so that nulls are typed and plans do not depend on values.
/// </summary>
internal static class Statements
{
    public static NpgsqlBatchCommand Statement(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    public static NpgsqlBatchCommand Text(this NpgsqlBatchCommand command, string? value) => command.Add(value, NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Json(this NpgsqlBatchCommand command, string value) => command.Add(value, NpgsqlDbType.Json);

    public static NpgsqlBatchCommand Number(this NpgsqlBatchCommand command, long? value) => command.Add(value, NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Integer(this NpgsqlBatchCommand command, int value) => command.Add((int?)value, NpgsqlDbType.Integer);

    public static NpgsqlBatchCommand Version(this NpgsqlBatchCommand command, uint value) => command.Add((uint?)value, NpgsqlDbType.Xid);

    public static NpgsqlBatchCommand Flag(this NpgsqlBatchCommand command, bool value) => command.Add((bool?)value, NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Uuid(this NpgsqlBatchCommand command, Guid? value) => command.Add(value, NpgsqlDbType.Uuid);

    public static NpgsqlBatchCommand Time(this NpgsqlBatchCommand command, DateTimeOffset? value) =>
        command.Add(value?.ToUniversalTime(), NpgsqlDbType.TimestampTz);

    public static NpgsqlBatchCommand Span(this NpgsqlBatchCommand command, TimeSpan value) =>
        command.Add((TimeSpan?)value, NpgsqlDbType.Interval);

    public static NpgsqlBatchCommand Bytes(this NpgsqlBatchCommand command, ReadOnlyMemory<byte> value)
    {
        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Bytea });
        return command;
    }

    public static NpgsqlBatchCommand Texts(this NpgsqlBatchCommand command, IEnumerable<string?> values) =>
        command.Add<string?[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlBatchCommand Jsons(this NpgsqlBatchCommand command, IEnumerable<string> values) =>
        command.Add<string[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Json);

    public static NpgsqlBatchCommand Numbers(this NpgsqlBatchCommand command, IEnumerable<long> values) =>
        command.Add<long[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlBatchCommand Flags(this NpgsqlBatchCommand command, IEnumerable<bool> values) =>
        command.Add<bool[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Boolean);

    public static NpgsqlBatchCommand Uuids(this NpgsqlBatchCommand command, IEnumerable<Guid> values) =>
        command.Add<Guid[]>([.. values], NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public static NpgsqlBatchCommand Times(this NpgsqlBatchCommand command, IEnumerable<DateTimeOffset?> values) =>
        command.Add<DateTimeOffset?[]>(
            [.. values.Select(value => value?.ToUniversalTime())], NpgsqlDbType.Array | NpgsqlDbType.TimestampTz);

    private static NpgsqlBatchCommand Add<T>(this NpgsqlBatchCommand command, T? value, NpgsqlDbType type)
        where T : class
    {
        command.Parameters.Add(value is null ? Null(type) : new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return command;
    }

    private static NpgsqlBatchCommand Add<T>(this NpgsqlBatchCommand command, T? value, NpgsqlDbType type)
        where T : struct
    {
        command.Parameters.Add(value is null ? Null(type) : new NpgsqlParameter<T> { TypedValue = value.Value, NpgsqlDbType = type });
        return command;
    }

    private static NpgsqlParameter Null(NpgsqlDbType type) => new() { Value = DBNull.Value, NpgsqlDbType = type };
}
