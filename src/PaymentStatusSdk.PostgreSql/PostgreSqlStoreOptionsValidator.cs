using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.PostgreSql.Connections;

namespace PaymentStatusSdk.PostgreSql;

/// <summary>Checks <see cref="PostgreSqlStoreOptions"/>: all faults in one text, and no part of a connection string in it.</summary>
internal sealed partial class PostgreSqlStoreOptionsValidator : IValidateOptions<PostgreSqlStoreOptions>
{
    private const string Area = "PaymentStatusSdk.PostgreSql";
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, PostgreSqlStoreOptions options)
    {
        var errors = new List<string>();
        CheckSource(options, errors);
        CheckListening(options, errors);
        if (options.Schema is null || !SchemaName().IsMatch(options.Schema) || options.Schema.StartsWith("pg_", StringComparison.Ordinal))
            errors.Add($"{Area}: Schema must be 1 to 40 small letters, digits and underscores, and start with neither a digit nor 'pg_'.");
        if (options.CommandTimeout < ShortestTimeout || options.CommandTimeout > LongestTimeout)
            errors.Add($"{Area}: CommandTimeout must be from 1 second to 10 minutes.");
        return OptionErrorText.Result(errors);
    }

    private static void CheckSource(PostgreSqlStoreOptions options, List<string> errors)
    {
        var hasText = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (hasText == options.DataSource is not null)
            errors.Add($"{Area}: {(hasText ? "both ConnectionString and DataSource are" : "neither ConnectionString nor DataSource is")} set; set one of them.");
        if (hasText) CheckConnectionString(nameof(options.ConnectionString), options.ConnectionString!, errors);
    }

    private static void CheckListening(PostgreSqlStoreOptions options, List<string> errors)
    {
        if (options.ListenConnectionString is null) return;
        if (!options.Listen) errors.Add($"{Area}: ListenConnectionString is set while Listen is false; set Listen to true or leave it out.");
        CheckConnectionString(nameof(options.ListenConnectionString), options.ListenConnectionString, errors);
    }

    private static void CheckConnectionString(string name, string value, List<string> errors)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(value);
            if (string.IsNullOrWhiteSpace(builder.Host))
                errors.Add($"{Area}: {name} names no server; it has to begin like 'Host=db.example;Database=shop;Username=...'.");
            else if (IsForSeveralHosts(builder) && !builder.Host.Contains(',', StringComparison.Ordinal))
                errors.Add($"{Area}: {name} has Target Session Attributes and only one host. Name several hosts, as in 'Host=db1.example,db2.example', or leave it out.");
            else CheckDriver(name, value, errors);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or OverflowException)
        {
            // The driver's text may quote a piece of a password that was not escaped.
            errors.Add($"{Area}: {name} cannot be read. Check its keywords, and put values with ';', '=' or quotes into quotes.");
        }
    }

    private static bool IsForSeveralHosts(NpgsqlConnectionStringBuilder builder) =>
        !string.IsNullOrEmpty(builder.TargetSessionAttributes) && !builder.TargetSessionAttributes.Equals("any", StringComparison.OrdinalIgnoreCase);

    /// <summary>The driver checks how settings fit together only when it makes a data source, which opens no connection.</summary>
    private static void CheckDriver(string name, string value, List<string> errors)
    {
        try
        {
            StoreDatabase.Create(value).Dispose();
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            errors.Add($"{Area}: {name} has settings that do not fit together ({exception.GetType().Name}). Leave out all but server, database, user, SSL and pool.");
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,39}\\z")]
    private static partial Regex SchemaName();
}
