using System.Reflection;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Arrows point one way: adapters to the core, stores to tracking and the core, the core to none, the simulators to no adapter.</summary>
public class DependencyTests
{
    private static readonly string[] Stores = ["PaymentStatusSdk.PostgreSql", "PaymentStatusSdk.Sqlite"];

    public static TheoryData<string> All => Packages.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Package_references_the_core_alone_and_a_store_tracking_as_well(string package)
    {
        string[] allowed = Stores.Contains(package) ? [Packages.Core, Packages.Tracking] : [Packages.Core];
        var ours = Packages.Load(package).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith(Packages.Core, StringComparison.Ordinal));

        Assert.All(ours, name => Assert.Contains(name, allowed));
    }

    [Fact]
    public void Core_references_no_package_of_ours()
    {
        var references = Packages.Load(Packages.Core).GetReferencedAssemblies().Select(reference => reference.Name!);

        Assert.DoesNotContain(references, name => name.StartsWith(Packages.Core, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Package_shows_its_internals_to_tests_only(string package)
    {
        var friends = Packages.Load(package).GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName);

        Assert.All(friends, friend => Assert.Matches(@"\.(Tests|Benchmarks)$", friend));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Public_api_shows_no_type_of_the_resilience_library(string package)
    {
        var listing = PublicApiListing.Of(Packages.Load(package));

        Assert.DoesNotContain("Polly", listing, StringComparison.Ordinal);
        Assert.DoesNotContain("Resilience", listing, StringComparison.Ordinal);
    }
}
