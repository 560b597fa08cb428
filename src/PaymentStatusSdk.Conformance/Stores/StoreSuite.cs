using System.Reflection;

namespace PaymentStatusSdk.Conformance.Stores;

/// <summary>Asserts in each store's test project that no part of the suite is missing or changed.</summary>
public static class StoreSuite
{
    /// <summary>The parts of the suite, each an abstract class of tests.</summary>
    public static IReadOnlyList<Type> Parts { get; } =
    [
        .. typeof(StoreSuite).Assembly.GetExportedTypes()
            .Where(type => type.IsAbstract && type.BaseType is { IsGenericType: true } parent
                && parent.GetGenericTypeDefinition() == typeof(StorePart<>)),
    ];

    /// <summary>Fails unless the assembly runs every part with the fixture, unchanged and without skipped tests.</summary>
    /// <typeparam name="TFixture">The fixture of the store.</typeparam>
    /// <param name="tests">The assembly with the sealed classes.</param>
    public static void AssertComplete<TFixture>(Assembly tests)
        where TFixture : IStoreFixture, new()
    {
        ArgumentNullException.ThrowIfNull(tests);
        Assert.NotEmpty(Parts);
        var parts = Parts.Where(part => part.GetGenericArguments()[0].GetGenericParameterConstraints()
            .All(constraint => constraint.IsAssignableFrom(typeof(TFixture))));
        Assert.All(parts, part =>
        {
            var implementation = Assert.Single(
                tests.GetExportedTypes(),
                type => type is { IsAbstract: false, IsSealed: true } && type.BaseType == part.MakeGenericType(typeof(TFixture)));
            Assert.Empty(implementation.GetMethods(
                BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic));
            var facts = part.GetMethods().Select(method => method.GetCustomAttribute<FactAttribute>()).OfType<FactAttribute>().ToArray();
            Assert.NotEmpty(facts);
            Assert.All(facts, fact => Assert.True(fact.Skip is null && fact.SkipWhen is null && fact.SkipUnless is null));
        });
    }
}
