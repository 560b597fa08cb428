using System.Reflection;
using PaymentStatusSdk.Mutation.Sources;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The tests of a package: those of all classes in its test projects.</summary>
internal static class PackageTests
{
    public static IEnumerable<Type> Of(string package) => MutatedPackages.TestsOf(package)
        .SelectMany(project => Assembly.Load(project).GetExportedTypes())
        .Where(type => type is { IsAbstract: false, ContainsGenericParameters: false } && Fixtures.CanCreate(type));
}
