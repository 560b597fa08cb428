using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>
/// JSON in which an object has a member twice is not read: the two values may contradict each other, and the last one would count.
/// </summary>
public partial class JsonReadingTests
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string[] Parsers = ["JsonArray", "JsonDocument", "JsonElement", "JsonNode", "JsonObject"];

    [Fact]
    public void Serializer_contexts_refuse_a_member_that_occurs_twice()
    {
        var contexts = Types().Where(type => type.IsSubclassOf(typeof(JsonSerializerContext))).ToArray();

        Assert.NotEmpty(contexts);
        Assert.All(contexts, context => Assert.False(
            ((JsonSerializerContext)context.GetProperty("Default", Static)!.GetValue(null)!).Options.AllowDuplicateProperties,
            $"{context} needs AllowDuplicateProperties = false."));
    }

    [Fact]
    public void Formats_that_classes_offer_refuse_a_member_that_occurs_twice()
    {
        var formats = Types().Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetProperties(Static))
            .Where(property => property.PropertyType.IsSubclassOf(typeof(JsonTypeInfo)))
            .ToArray();

        Assert.NotEmpty(formats);
        Assert.All(formats, format => Assert.False(
            ((JsonTypeInfo)format.GetValue(null)!).Options.AllowDuplicateProperties,
            $"{format.DeclaringType}.{format.Name} needs options with AllowDuplicateProperties = false."));
    }

    [Fact]
    public void Calls_that_read_JSON_refuse_a_member_that_occurs_twice()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Packages.Root, "src"), "*.cs", SearchOption.AllDirectories).ToArray();

        Assert.Contains(files, file => Calls(File.ReadAllText(file)).Any());
        Assert.All(files, file => Assert.DoesNotContain(Calls(File.ReadAllText(file)), call => !IsStrict(call)));
    }

    [Theory]
    [InlineData("JsonSerializer.Deserialize(json, OrderJson.Default.Order)", true)]
    [InlineData("JsonSerializer.DeserializeAsync(stream, type, token)", true)]
    [InlineData("JsonSerializer.DeserializeAsync(stream, other, token)", false)]
    [InlineData("JsonSerializer.Deserialize<Order>(json)", false)]
    [InlineData("JsonSerializer.Deserialize<Order>(json, Options)", false)]
    [InlineData("JsonSerializer.Deserialize<Order>(json, JsonSerializerOptions.Web)", false)]
    [InlineData("JsonSerializer.Deserialize<Order>(json, JsonSerializerOptions.Strict)", true)]
    [InlineData("content.ReadFromJsonAsync<Order>(token)", false)]
    [InlineData("http.GetFromJsonAsync<Order>(uri, JsonSerializerOptions.Strict)", true)]
    [InlineData("node.Deserialize<Order>()", false)]
    [InlineData("JsonDocument.Parse(json)", false)]
    [InlineData("JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 })", false)]
    [InlineData("JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false })", true)]
    [InlineData("JsonNode.Parse(json)", false)]
    [InlineData("JsonElement.TryParseValue(ref reader, out var element)", false)]
    [InlineData("new Utf8JsonReader(json)", false)]
    public void Call_that_accepts_a_member_twice_is_found(string text, bool isStrict)
    {
        var call = Assert.Single(Calls($"class C {{ object M(JsonTypeInfo<Order> type, object other) => {text}; }}"));

        Assert.Equal(isStrict, IsStrict(call));
    }

    [Theory]
    [InlineData("int.Parse(text)")]
    [InlineData("JsonSerializer.Serialize(order)")]
    [InlineData("new Utf8JsonWriter(stream)")]
    public void Other_calls_are_ignored(string text) => Assert.Empty(Calls($"class C {{ object M() => {text}; }}"));

    private static IEnumerable<Type> Types() => Packages.Names.SelectMany(name => Packages.Load(name).GetTypes());

    /// <summary>Returns the expressions that read JSON.</summary>
    private static IEnumerable<SyntaxNode> Calls(string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes().Where(Reads);

    private static bool Reads(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } =>
            NameOfReading().IsMatch(method.Name.Identifier.Text)
            || (Parsers.Contains(method.Expression.ToString())
                && method.Name.Identifier.Text.Contains("Parse", StringComparison.Ordinal)),
        // It returns one token after another and compares no names.
        ObjectCreationExpressionSyntax creation => creation.Type.ToString() == "Utf8JsonReader",
        _ => false,
    };

    private static bool IsStrict(SyntaxNode call) => call is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments }
        && arguments.Any(argument => StrictArgument().IsMatch(argument.ToString()) || IsFormat(argument));

    /// <summary>Whether the argument is a parameter with the format of one type. The formats are tested themselves.</summary>
    private static bool IsFormat(ArgumentSyntax argument) =>
        argument.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { ParameterList.Parameters: var parameters }
        && parameters.Any(parameter => parameter.Identifier.Text == argument.ToString()
            && parameter.Type?.ToString().StartsWith("JsonTypeInfo<", StringComparison.Ordinal) == true);

    [GeneratedRegex("^(Deserialize|ReadFromJson|GetFromJson)")]
    private static partial Regex NameOfReading();

    [GeneratedRegex(@"^\w+\.Default\.\w+$|^JsonSerializerOptions\.Strict$|\bAllowDuplicateProperties = false\b")]
    private static partial Regex StrictArgument();
}
