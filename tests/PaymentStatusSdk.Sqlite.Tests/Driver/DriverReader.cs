using System.Collections;
using System.Data.Common;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>
/// The results of statements: those without rows have no columns, and a failure is thrown only when the reader reaches its statement.
/// </summary>
internal sealed class DriverReader(DriverScript script, string[] texts) : DbDataReader
{
    private object[][]? _rows;
    private int _result = -1;
    private int _row = -1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => throw new NotSupportedException();

    public override int Depth => 0;

    public override int FieldCount => _rows switch
    {
        null => 0,
        [] => 1,
        [var first, ..] => first.Length,
    };

    public override bool HasRows => _rows is { Length: > 0 };

    public override bool IsClosed => false;

    public override int RecordsAffected => 0;

    public override bool NextResult()
    {
        (_rows, _row) = (null, -1);
        if (++_result >= texts.Length) return false;
        script.ThrowIfFails(texts[_result]);
        _rows = script.Rows.GetValueOrDefault(texts[_result]);
        return true;
    }

    public override bool Read() => _rows is not null && ++_row < _rows.Length;

    public override object GetValue(int ordinal) => _rows![_row][ordinal];

    public override bool IsDBNull(int ordinal) => GetValue(ordinal) is DBNull;

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override bool GetBoolean(int ordinal) => throw new NotSupportedException();

    public override byte GetByte(int ordinal) => throw new NotSupportedException();

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override char GetChar(int ordinal) => throw new NotSupportedException();

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        throw new NotSupportedException();

    public override string GetDataTypeName(int ordinal) => throw new NotSupportedException();

    public override DateTime GetDateTime(int ordinal) => throw new NotSupportedException();

    public override decimal GetDecimal(int ordinal) => throw new NotSupportedException();

    public override double GetDouble(int ordinal) => throw new NotSupportedException();

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override Type GetFieldType(int ordinal) => throw new NotSupportedException();

    public override float GetFloat(int ordinal) => throw new NotSupportedException();

    public override Guid GetGuid(int ordinal) => throw new NotSupportedException();

    public override short GetInt16(int ordinal) => throw new NotSupportedException();

    public override int GetInt32(int ordinal) => throw new NotSupportedException();

    public override string GetName(int ordinal) => throw new NotSupportedException();

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    public override int GetValues(object[] values) => throw new NotSupportedException();
}
