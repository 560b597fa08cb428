using Microsoft.Extensions.Options;
using MySqlConnector;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.MySql;

/// <summary>
/// Validates <see cref="MySqlStoreOptions"/>. Reports all errors in one message, which contains no part of a connection string.
/// </summary>
internal sealed class MySqlStoreOptionsValidator : IValidateOptions<MySqlStoreOptions>
{
    private const string Area = "PaymentStatusSdk.MySql";

    public ValidateOptionsResult Validate(string? name, MySqlStoreOptions options)
    {
        var errors = new List<string>();
        var hasText = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (hasText == options.DataSource is not null)
            errors.Add(
                $"{Area}: {(hasText ? "both ConnectionString and DataSource are" : "neither ConnectionString nor DataSource is")} set. Set "
                + "exactly one of them.");
        if (hasText) CheckConnectionString(options.ConnectionString!, errors);
        if (options.PollInterval < TimeSpan.FromMilliseconds(10) || options.PollInterval > TimeSpan.FromSeconds(10))
            errors.Add($"{Area}: PollInterval must be from 10 milliseconds to 10 seconds.");
        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > TimeSpan.FromMinutes(10))
            errors.Add($"{Area}: CommandTimeout must be from 1 second to 10 minutes.");
        return OptionErrorText.Result(errors);
    }

    private static void CheckConnectionString(string value, List<string> errors)
    {
        try
        {
            var builder = new MySqlConnectionStringBuilder(value);
            if (string.IsNullOrWhiteSpace(builder.Server))
                errors.Add(
                    $"{Area}: ConnectionString has no Server. Specify the server, for example "
                    + "'Server=db.example;Database=shop;User ID=...'.");
            if (string.IsNullOrWhiteSpace(builder.Database))
                errors.Add($"{Area}: ConnectionString has no Database. Specify the database that contains the tables.");
            if (builder.MinimumPoolSize > builder.MaximumPoolSize)
                errors.Add($"{Area}: ConnectionString sets Minimum Pool Size above Maximum Pool Size. Raise the maximum.");
        }
        catch (Exception)
        {
            // The driver's exception is not used: its message may quote part of an unescaped password.
            errors.Add($"{Area}: ConnectionString cannot be parsed. Check its keywords, and quote values that contain ';', '=' or quotes.");
        }
    }
}
