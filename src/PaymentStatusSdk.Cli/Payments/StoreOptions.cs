using System.CommandLine;
using PaymentStatusSdk.Cli.Configuration;

namespace PaymentStatusSdk.Cli.Payments;

/// <summary>The options of the commands that use the merchant's store.</summary>
internal static class StoreOptions
{
    public static Option<StoreKind?> Store { get; } = new("--store")
    {
        Description = "The database: Sqlite, PostgreSql or MariaDb; by default PaymentStatusTool:Store:Kind of the configuration",
    };

    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = "The name of the connection string; by default PaymentStatusTool:Store:ConnectionString, or Payments",
    };

    public static Option<string?> Client { get; } = new("--client") { Description = "Only payments of this client" };

    public static Option<long?> Id { get; } = new("--id") { Description = "The number of the payment in the store" };

    public static Argument<string?> Reference { get; } = new("reference")
    {
        Description = "The merchant or gateway reference of the payment",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static void AddTo(Command command)
    {
        command.Options.Add(Store);
        command.Options.Add(Connection);
        ConfigurationOptions.AddTo(command);
    }

    /// <summary>Adds the argument and options that select one payment.</summary>
    public static void AddPaymentTo(Command command)
    {
        command.Arguments.Add(Reference);
        command.Options.Add(Id);
        command.Options.Add(Client);
        AddTo(command);
    }
}
