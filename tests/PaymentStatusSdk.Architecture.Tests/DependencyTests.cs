using System.Reflection;
using System.Runtime.CompilerServices;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>References point one way: stores to tracking, tracking and adapters to the engine, the engine to the abstractions.</summary>
public class DependencyTests
{
    private static readonly string[] Stores = ["PaymentStatusSdk.MySql", "PaymentStatusSdk.PostgreSql", "PaymentStatusSdk.Sqlite"];

    public static TheoryData<string> All => Packages.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Package_references_only_the_packages_below_it(string package)
    {
        string[] allowed = package switch
        {
            Packages.Abstractions => [],
            Packages.Core or Packages.Testing or Packages.Simulators => [Packages.Abstractions],
            Packages.Conformance => [Packages.Abstractions, Packages.Core, Packages.Tracking, Packages.Testing],
            Packages.Relational or Packages.EntityFrameworkCore or Packages.Dashboard =>
                [Packages.Abstractions, Packages.Core, Packages.Tracking],
            // The tool uses every package that a merchant uses.
            Packages.Cli => [.. Packages.Names],
            _ when Stores.Contains(package) => [Packages.Abstractions, Packages.Core, Packages.Tracking, Packages.Relational],
            _ => [Packages.Abstractions, Packages.Core],
        };
        var ours = References(package).Where(name => name.StartsWith(Packages.Core, StringComparison.Ordinal));

        Assert.All(ours, name => Assert.Contains(name, allowed));
    }

    [Fact]
    public void Abstractions_reference_the_framework_only() =>
        Assert.All(References(Packages.Abstractions), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Testing_references_no_web_framework() =>
        Assert.DoesNotContain(References(Packages.Testing), name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void Package_shows_its_internals_to_tests_only(string package)
    {
        // The engine is the other half of the abstractions.
        var friends = Packages.Load(package).GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName)
            .Where(friend => package != Packages.Abstractions || friend != Packages.Core);

        Assert.All(friends, friend => Assert.Matches(@"\.(Tests|Benchmarks|CrashPoints|Exploration|Fuzz|Simulation)$", friend));
    }

    private static IEnumerable<string> References(string package) =>
        Packages.Load(package).GetReferencedAssemblies().Select(reference => reference.Name!);
}
