using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Relational.Schema;

namespace PaymentStatusSdk.ToyStore.Tests;

// snippet
/// <summary>Registers the toy store, and returns its script.</summary>
public static class ToyBuilderExtensions
{
    /// <summary>Stores tracked transactions, exchange locks and callback mailboxes in a file.</summary>
    public static PaymentTrackingBuilder UseToy(this PaymentTrackingBuilder builder, string path, bool manageSchema = true)
    {
        builder.Services.AddRelationalStore(_ => new ToyDialect(path, manageSchema), withTracking: true);
        return builder;
    }

    /// <summary>Returns the script that creates the tables, for deployments in which the store must not create them.</summary>
    public static string GetScript() => SchemaSteps.ScriptFrom(new ToyDialect("", manageSchema: true), version: 0);
}
// end
