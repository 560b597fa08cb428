using System.Reflection;
using Xunit.Sdk;

namespace PaymentStatusSdk.Architecture.Tests;

/// <summary>A message of a run. All its texts are the name of its test, class or collection.</summary>
public class RunMessage : DispatchProxy
{
    private string _name = "";

    public static T Of<T>(string name)
        where T : class, IMessageSinkMessage
    {
        var message = Create<T, RunMessage>();
        ((RunMessage)(object)message)._name = name;
        return message;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.ReturnType == typeof(string) ? _name : throw new NotSupportedException();
}
