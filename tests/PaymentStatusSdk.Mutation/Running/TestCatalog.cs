using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>Finds the tests of classes, with the arguments of theories.</summary>
internal static class TestCatalog
{
    public static async Task<IReadOnlyList<TestCase>> FindAsync(IEnumerable<Type> classes)
    {
        var cases = new List<TestCase>();
        foreach (var method in classes.SelectMany(one => one.GetMethods()).Where(IsTest))
        {
            var sources = method.GetCustomAttributes().OfType<IDataAttribute>().ToList();
            if (sources.Count == 0) cases.Add(new(method, []));
            foreach (var source in sources)
            {
                // The test runner sets the type otherwise; without it there are no rows.
                if (source is MemberDataAttributeBase member) member.MemberType ??= method.ReflectedType;
                await using var disposal = new DisposalTracker();
                var rows = await source.GetData(method, disposal);
                if (rows.Count == 0) throw new InvalidOperationException($"{method.Name} has no rows.");
                cases.AddRange(rows.Select(row => new TestCase(method, method.ResolveMethodArguments(row.GetData()))));
            }
        }

        return cases;
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttributes().OfType<FactAttribute>().Any();
}
