using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Dialects;

namespace PaymentStatusSdk.PostgreSql;

/// <summary>
/// Validates <see cref="PostgreSqlStoreOptions"/>. Reports all errors in one message, which contains no part of a connection string.
/// </summary>
internal sealed partial class PostgreSqlStoreOptionsValidator : IValidateOptions<PostgreSqlStoreOptions>
{
    private const string Area = "PaymentStatusSdk.PostgreSql";
    private static readonly TimeSpan MinCommandTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxCommandTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, PostgreSqlStoreOptions options)
    {
        var errors = new List<string>();
        CheckSource(options, errors);
        CheckListening(options, errors);
        if (options.Schema is null || !SchemaName().IsMatch(options.Schema))
            errors.Add(
                $"{Area}: Schema must consist of 1 to 40 lowercase letters, digits and underscores, and must not start with a digit or "
                + "'pg_'.");
        if (options.CommandTimeout < MinCommandTimeout || options.CommandTimeout > MaxCommandTimeout)
            errors.Add($"{Area}: CommandTimeout must be from 1 second to 10 minutes.");
        return OptionErrorText.Result(errors);
    }

    private static void CheckSource(PostgreSqlStoreOptions options, List<string> errors)
    {
        var hasText = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (hasText == options.DataSource is not null)
            errors.Add(
                $"{Area}: {(hasText ? "both ConnectionString and DataSource are" : "neither ConnectionString nor DataSource is")} set. Set "
                + "exactly one of them.");
        if (hasText) CheckConnectionString(nameof(options.ConnectionString), options.ConnectionString!, errors);
    }

    private static void CheckListening(PostgreSqlStoreOptions options, List<string> errors)
    {
        if (options.ListenConnectionString is null) return;
        if (!options.Listen)
            errors.Add($"{Area}: ListenConnectionString is set but Listen is false. Set Listen to true, or remove ListenConnectionString.");
        CheckConnectionString(nameof(options.ListenConnectionString), options.ListenConnectionString, errors);
    }

    private static void CheckConnectionString(string name, string value, List<string> errors)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(value);
            if (string.IsNullOrWhiteSpace(builder.Host))
                errors.Add($"{Area}: {name} has no Host. Specify the server, for example 'Host=db.example;Database=shop;Username=...'.");
            else if (IsForSeveralHosts(builder) && !builder.Host.AsSpan().Contains(','))
                errors.Add(
                    $"{Area}: {name} sets Target Session Attributes with only one host. Specify several hosts, for example "
                    + "'Host=db1.example,db2.example', or remove the setting.");
            else CheckDriver(name, value, errors);
        }
        catch (Exception)
        {
            // The driver's exception is not used: its message may quote part of an unescaped password.
            errors.Add($"{Area}: {name} cannot be parsed. Check its keywords, and quote values that contain ';', '=' or quotes.");
        }
    }

    // The driver returns the value in lower case.
    private static bool IsForSeveralHosts(NpgsqlConnectionStringBuilder builder) => builder.TargetSessionAttributes is not (null or "any");

    /// <summary>
    /// Creates and disposes of a data source, because the driver validates combinations of settings, and reads a port after a host, only
    /// then. No connection is opened.
    /// </summary>
    private static void CheckDriver(string name, string value, List<string> errors)
    {
        try
        {
            PostgreSqlDialect.CreateDataSource(value).Dispose();
        }
        catch (Exception exception) when (exception is not (FormatException or OverflowException))
        {
            errors.Add(
                $"{Area}: {name} has conflicting settings ({exception.GetType().Name}). Remove all settings except server, database, user, "
                + "SSL and pool.");
        }
    }

    [GeneratedRegex("^(?!pg_)[a-z_][a-z0-9_]{0,39}\\z")]
    private static partial Regex SchemaName();
}
