/* Opens the file that is named as a program does that lets nobody else touch it, says so, and holds it until its input ends. */
#include <windows.h>
#include <stdio.h>
#include <wchar.h>

int wmain(int count, wchar_t **arguments)
{
    HANDLE file = CreateFileW(arguments[count - 1], GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE) return 1;
    puts("held");
    fflush(stdout);
    while (getchar() != EOF) { }
    return 0;
}
