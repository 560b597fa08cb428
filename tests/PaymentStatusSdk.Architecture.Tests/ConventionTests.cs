using System.Reflection;
using System.Text.RegularExpressions;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Habits of the code base, held by reflection.</summary>
public partial class ConventionTests
{
    [Fact]
    public void Public_enums_have_Unknown_as_member_zero()
    {
        var enums = Packages.PublicTypes().Where(type => type.IsEnum).ToArray();

        Assert.NotEmpty(enums);
        // Switches of a simulator or a test are settings, not words that a gateway could make up.
        var vocabulary = enums.Where(type => type.Assembly.GetName().Name is not (Packages.Simulators or Packages.Conformance));
        Assert.All(vocabulary, type => Assert.Equal("Unknown", Enum.GetName(type, 0)));
    }

    [Fact]
    public void Public_async_methods_take_a_cancellation_token()
    {
        var methods = Packages.PublicTypes()
            .SelectMany(
                type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal)
                && method.Name is not ("DisposeAsync" or nameof(IAsyncLifetime.InitializeAsync)))
            .ToArray();

        Assert.NotEmpty(methods);
        Assert.All(methods, method => Assert.True(
            method.GetParameters().Any(parameter => parameter.ParameterType == typeof(CancellationToken)),
            $"{method.DeclaringType}.{method.Name} takes no CancellationToken."));
    }

    [Fact]
    public void Public_methods_that_return_tasks_end_in_Async()
    {
        var methods = Packages.PublicTypes()
            .SelectMany(
                type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => !method.IsSpecialName && typeof(Task).IsAssignableFrom(method.ReturnType))
            // The tests of a suite have sentences as names.
            .Where(method => method.GetCustomAttribute<FactAttribute>() is null);

        Assert.All(methods, method => Assert.EndsWith("Async", method.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Options_never_show_their_values_as_text()
    {
        var types = Packages.PublicTypes().Where(type => type.IsSubclassOf(typeof(GatewayOptions)) && !type.IsAbstract).ToArray();

        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(type.Name, Activator.CreateInstance(type)!.ToString()));
    }

    [Fact]
    public void Adapters_have_the_same_set_of_files()
    {
        string[] expected =
        [
            "Adapter.cs", "Defaults.cs", "Options.cs", "OptionsValidator.cs", "Callbacks/CallbackHandler.cs",
            "DependencyInjection/BuilderExtensions.cs",
            "Protocol/Request.cs", "Protocol/Response.cs", "Protocol/StatusMap.cs",
        ];
        Assert.NotEmpty(Packages.Adapters);
        foreach (var package in Packages.Adapters)
        {
            var prefix = package[(Packages.Core.Length + 1)..];
            Assert.All(expected, file =>
            {
                var path = Path.Combine(Path.GetDirectoryName(file)!, prefix + Path.GetFileName(file));
                Assert.True(File.Exists(Path.Combine(Packages.Root, "src", package, path)), $"{package} has no {path}.");
            });
        }
    }

    [Fact]
    public void Tests_are_not_skipped_without_a_reason()
    {
        var bare = new[] { "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Packages.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.EndsWith($"{nameof(ConventionTests)}.cs", StringComparison.Ordinal))
            .Where(file => BareSkip().IsMatch(File.ReadAllText(file)));

        Assert.Empty(bare);
    }

    // The generator of log messages writes several classes in an order that differs between builds.
    [Fact]
    public void Package_has_one_class_of_log_messages()
    {
        var crowded = Directory.EnumerateFiles(Path.Combine(Packages.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("[LoggerMessage(", StringComparison.Ordinal))
            .GroupBy(file => Path.GetRelativePath(Path.Combine(Packages.Root, "src"), file).Split(Path.DirectorySeparatorChar)[0])
            .Where(package => package.Count() > 1)
            .Select(package => package.Key);

        Assert.Empty(crowded);
    }

    [Fact]
    public void Using_directives_are_sorted_with_System_first()
    {
        var files = new[] { "src", "tests", "samples" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Packages.Root, folder), "*.cs", SearchOption.AllDirectories))
            .ToArray();

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var names = UsingDirective().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).ToArray();
            var sorted = names.OrderBy(name => name != "System" && !name.StartsWith("System.", StringComparison.Ordinal))
                .ThenBy(name => name, StringComparer.OrdinalIgnoreCase);
            Assert.True(names.SequenceEqual(sorted), $"{Path.GetRelativePath(Packages.Root, file)} has unsorted using directives.");
        });
    }

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingDirective();

    [GeneratedRegex("Skip\\s*=\\s*(\"\\s*\"|null)|Assert\\.Skip\\s*\\(\\s*\\)")]
    private static partial Regex BareSkip();
}
