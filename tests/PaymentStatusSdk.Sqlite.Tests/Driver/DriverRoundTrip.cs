using System.Data.Common;

namespace PaymentStatusSdk.Sqlite.Tests.Driver;

/// <summary>One call of a driver without a database.</summary>
/// <param name="Text">The texts of the statements; a batch has several.</param>
/// <param name="ReadsRows">Whether the caller reads rows.</param>
/// <param name="Transaction">The transaction.</param>
/// <param name="Timeout">The time limit in seconds.</param>
/// <param name="Values">The parameters, as <c>name=value</c>.</param>
internal sealed record DriverRoundTrip(string Text, bool ReadsRows, DbTransaction? Transaction, int Timeout, string[] Values);
