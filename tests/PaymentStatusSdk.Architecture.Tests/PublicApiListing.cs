using System.Globalization;
using System.Reflection;
using System.Text;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>Writes what a package makes public, one member a line, sorted: readable in a diff.</summary>
internal static class PublicApiListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // It caches without a lock, and test classes run side by side.
    [ThreadStatic]
    private static NullabilityInfoContext? _nullability;

    private static NullabilityInfoContext Nullability => _nullability ??= new NullabilityInfoContext();

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Header(type)).Append('\n');
            foreach (var line in Members(type).Order(StringComparer.Ordinal)) text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Header(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var parents = type.IsEnum ? [] : new[] { type.BaseType }.OfType<Type>()
            .Where(parent => parent != typeof(object) && parent != typeof(ValueType))
            .Concat(type.GetInterfaces().Where(one => one.IsPublic).OrderBy(Name, StringComparer.Ordinal)).Select(Name).ToArray();
        return $"{kind} {type.Namespace}.{Name(type)}" + (parents.Length == 0 ? "" : $" : {string.Join(", ", parents)}");
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => string.Create(
                CultureInfo.InvariantCulture, $"{Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture):D2} {name}"));
        return type.GetMembers(Declared).Where(IsListed).Select(Line);
    }

    private static bool IsListed(MemberInfo member) => member switch
    {
        MethodInfo method =>
            (method.IsPublic || method.IsFamily) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal),
        ConstructorInfo constructor => (constructor.IsPublic || constructor.IsFamily) && !constructor.IsStatic,
        FieldInfo field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily),
        EventInfo => true,
        _ => false,
    };

    private static string Line(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Static(method.IsStatic)}{Name(method.ReturnType)} {method.Name}{Generic(method)}({Parameters(method)})",
        ConstructorInfo constructor => $"new({Parameters(constructor)})",
        FieldInfo field => $"{(field.IsLiteral ? "const " : Static(field.IsStatic))}{Name(field.FieldType)} {field.Name}",
        PropertyInfo property =>
            $"{Static(property.GetAccessors(nonPublic: true)[0].IsStatic)}{Name(property.PropertyType)}{Null(property)} {property.Name} {{ "
            + $"{Accessors(property)} }}",
        _ => member.ToString()!,
    };

    private static string Null(PropertyInfo property) =>
        !property.PropertyType.IsValueType && Nullability.Create(property).ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Accessors(PropertyInfo property)
    {
        var parts = new List<string>();
        if (property.GetMethod is { IsPublic: true } or { IsFamily: true }) parts.Add("get;");
        if (property.SetMethod is { IsPublic: true } or { IsFamily: true })
        {
            var isInit = property.SetMethod.ReturnParameter.GetRequiredCustomModifiers().Any(type => type.Name == "IsExternalInit");
            parts.Add(isInit ? "init;" : "set;");
        }

        return string.Join(' ', parts);
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)}{Null(parameter)} "
        + $"{parameter.Name}{(parameter.HasDefaultValue ? " = " + (parameter.DefaultValue ?? "default") : "")}"));

    private static string Null(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType && Nullability.Create(parameter).ReadState == NullabilityState.Nullable ? "?" : "";

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(type => type.Name))}>" : "";

    private static string Name(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Name(inner) + "?";
        if (type.IsByRef) return "ref " + Name(type.GetElementType()!);
        if (type.IsArray) return Name(type.GetElementType()!) + "[]";
        if (!type.IsGenericType) return type.Name;
        return $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
