using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PaymentStatusSdk.Cli.Configuration;
using PaymentStatusSdk.Cli.Simulate;

namespace PaymentStatusSdk.Cli.Queries;

/// <summary>The arguments and options of the commands that query a gateway.</summary>
internal static class QueryOptions
{
    public static Argument<string> Client { get; } = new("client") { Description = "The name of the client, such as cards" };

    public static Argument<string> Reference { get; } = new("reference") { Description = "The merchant reference (order number)" };

    public static Option<bool> ByGateway { get; } = new("--by-gateway", "-g")
    {
        Description = "The reference is the gateway's, not the merchant's",
    };

    public static Option<Money?> Amount { get; } = new("--amount")
    {
        Description = "The expected amount, such as \"125.45 EUR\"; exit code 24 if the gateway reports another one, 26 if it reports none",
        CustomParser = ParseAmount,
    };

    public static Option<TransactionKind> Kind { get; } = new("--kind")
    {
        Description = "The kind of the transaction; needed where the gateway does not report it",
    };

    public static Option<Uri?> Listen { get; } = SimulateOptions.Url(
        "--listen", "Receive the gateway's answers at this address, for a gateway that POSTs them; your host must not use it");

    public static void AddTo(Command command)
    {
        command.Arguments.Add(Client);
        command.Arguments.Add(Reference);
        foreach (var option in new Option[] { ByGateway, Amount, Kind, Listen }) command.Options.Add(option);
        ConfigurationOptions.AddTo(command);
    }

    /// <summary>Returns the query of a command line.</summary>
    /// <exception cref="CliException">The reference is blank.</exception>
    public static TransactionQuery QueryOf(ParseResult parsed) =>
        QueryOf(parsed, parsed.GetRequiredValue(Reference)) with { ExpectedAmount = parsed.GetValue(Amount) };

    /// <summary>Returns the query of one of the references of a command line.</summary>
    /// <exception cref="CliException">The reference is blank.</exception>
    public static TransactionQuery QueryOf(ParseResult parsed, string reference)
    {
        if (string.IsNullOrWhiteSpace(reference))
            throw new CliException(ExitCode.UsageError, "The reference is blank.", "Name the order number or the gateway's reference.");
        var query = parsed.GetValue(ByGateway)
            ? TransactionQuery.ByGatewayReference(reference)
            : TransactionQuery.ByMerchantReference(reference);
        return query with { Kind = parsed.GetValue(Kind) };
    }

    private static Money? ParseAmount(ArgumentResult result)
    {
        if (result.Tokens is [var token]
            && token.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var number, var currency] && Money.IsCurrencyCode(currency)
            && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            return new Money(amount, currency);
        }

        result.AddError("--amount requires a number, with a point before decimals, and the code of a currency, such as \"125.45 EUR\".");
        return null;
    }
}
