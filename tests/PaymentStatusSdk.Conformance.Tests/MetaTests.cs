using System.Reflection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulators.Faults;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>Fails when an adapter has no fixture, skips a part of the suite, or excludes a fault without a reason.</summary>
public sealed class MetaTests
{
    private static readonly Type[] Here = typeof(MetaTests).Assembly.GetTypes();

    private static readonly Type[] Fixtures = [.. Here.Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(GatewayFixture)))];

    private static readonly Type[] Parts =
        [.. Here.Where(type => type.IsAbstract && type.IsGenericTypeDefinition && IsPartOf(type.BaseType, typeof(ConformancePart<>)))];

    public static TheoryData<string> FixtureNames => [.. Fixtures.Select(fixture => fixture.Name)];

    public static TheoryData<string> PartNames => [.. Parts.Select(part => part.Name)];

    [Fact]
    public void Every_adapter_in_the_sources_has_a_fixture()
    {
        var sources = Directory.GetFiles(Path.Combine(Repository(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("PaymentStatusSdk" + Path.DirectorySeparatorChar + "Adapters", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path).Contains(": IGatewayAdapter", StringComparison.Ordinal));
        var projects = sources
            .Select(path => Path.GetRelativePath(Path.Combine(Repository(), "src"), path).Split(Path.DirectorySeparatorChar)[0])
            .Distinct();

        Assert.Equal(
            projects.Order(StringComparer.Ordinal),
            Fixtures.Select(fixture => Create(fixture).OptionsType.Assembly.GetName().Name!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_adapter_in_the_output_has_a_fixture()
    {
        var adapters = Directory.GetFiles(AppContext.BaseDirectory, "PaymentStatusSdk*.dll")
            .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))
            .Where(assembly => assembly.GetTypes().Any(type => !type.IsAbstract && type.IsAssignableTo(typeof(IGatewayAdapter))));

        Assert.Equal(
            adapters.Select(assembly => assembly.GetName().Name!).Order(StringComparer.Ordinal),
            Fixtures.Select(fixture => Create(fixture).OptionsType.Assembly.GetName().Name!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Suite_has_parts() => Assert.InRange(Parts.Length, 14, int.MaxValue);

    [Theory]
    [MemberData(nameof(FixtureNames))]
    public void All_parts_are_implemented(string fixtureName)
    {
        var fixture = Fixtures.Single(type => type.Name == fixtureName);

        Assert.All(Parts, part => Assert.Single(Here, type =>
            type is { IsAbstract: false, IsPublic: true, IsSealed: true } && type.BaseType == part.MakeGenericType(fixture)));
    }

    [Fact]
    public void Adapters_do_not_change_a_part()
    {
        var implementations = Here.Where(type => !type.IsAbstract && IsPartOf(type.BaseType?.BaseType, typeof(ConformancePart<>)));

        Assert.All(implementations, type => Assert.Empty(type.GetMethods(
            BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)));
    }

    [Theory]
    [MemberData(nameof(PartNames))]
    public void Part_has_tests_and_skips_none(string partName)
    {
        var tests = Parts.Single(type => type.Name == partName).GetMethods()
            .Select(method => method.GetCustomAttribute<FactAttribute>())
            .Where(test => test is not null)
            .ToArray();

        Assert.NotEmpty(tests);
        Assert.All(tests, test => Assert.True(test!.Skip is null && test.SkipWhen is null && test.SkipUnless is null));
    }

    [Theory]
    [MemberData(nameof(FixtureNames))]
    public void Every_fault_is_exercised_or_excluded_with_a_reason(string fixtureName)
    {
        var fixture = Create(Fixtures.Single(type => type.Name == fixtureName));
        var exercised = fixture.Faults.Select(fault => fault.Fault.Kind).ToHashSet();
        var all = Enum.GetValues<SimulatedFaultKind>().Where(kind => kind != SimulatedFaultKind.Unknown);

        Assert.All(all, kind => Assert.True(
            exercised.Contains(kind) != fixture.ExcludedFaults.ContainsKey(kind), $"{kind}: have a case or a reason, not both."));
        Assert.All(fixture.ExcludedFaults.Values, reason => Assert.False(string.IsNullOrWhiteSpace(reason)));
    }

    [Theory]
    [MemberData(nameof(FixtureNames))]
    public void Names_of_cases_are_unique(string fixtureName)
    {
        var fixture = Create(Fixtures.Single(type => type.Name == fixtureName));

        Assert.Distinct(fixture.DocumentedValues.Select(value => value.Name));
        Assert.Distinct(fixture.NewValues.Select(value => value.Name));
        Assert.Distinct(fixture.Faults.Select(fault => fault.Name));
        Assert.Distinct(fixture.NotUnderstood.Select(answer => answer.Name));
        Assert.Distinct(fixture.Echoes.Select(echo => echo.Name));
        Assert.Distinct(fixture.AllScenarios.Select(scenario => scenario.Name));
    }

    private static bool IsPartOf(Type? type, Type part) => type is { IsGenericType: true } && type.GetGenericTypeDefinition() == part;

    private static GatewayFixture Create(Type type) => (GatewayFixture)Activator.CreateInstance(type)!;

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PaymentStatus.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("There is no PaymentStatus.sln above the tests.");
    }
}
