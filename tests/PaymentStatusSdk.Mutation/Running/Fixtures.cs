using System.Reflection;
using Xunit;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>The fixtures of test classes. Each is created once, when its first test runs.</summary>
internal static class Fixtures
{
    private static readonly Dictionary<Type, object> Created = [];

    /// <summary>Whether a class can be created: its constructor receives nothing but fixtures.</summary>
    public static bool CanCreate(Type type) => Parameters(type) is { } parameters
        && parameters.All(parameter => parameter.ParameterType.GetConstructor(Type.EmptyTypes) is not null);

    /// <summary>Creates an instance of a test class.</summary>
    public static async Task<object> CreateInstanceAsync(Type type)
    {
        var arguments = new List<object>();
        foreach (var parameter in Parameters(type)!) arguments.Add(await GetAsync(parameter.ParameterType));
        return Activator.CreateInstance(type, BindingFlags.DoNotWrapExceptions, binder: null, [.. arguments], culture: null)!;
    }

    private static async Task<object> GetAsync(Type type)
    {
        if (Created.TryGetValue(type, out var existing)) return existing;
        var fixture = Activator.CreateInstance(type)!;
        if (fixture is IAsyncLifetime lifetime) await lifetime.InitializeAsync();
        Created.Add(type, fixture);
        return fixture;
    }

    private static ParameterInfo[]? Parameters(Type type) =>
        type.GetConstructors() is [var constructor] ? constructor.GetParameters() : null;
}
