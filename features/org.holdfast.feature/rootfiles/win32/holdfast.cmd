@echo off
rem holdfast COMMAND [OPTION...]; without a command, the console.
setlocal
set "HERE=%~dp0"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%HERE%jre\bin\java.exe" set "JAVA=%HERE%jre\bin\java"
set "APPLICATION=org.holdfast.cli.application"
if "%~1"=="" set "APPLICATION=org.holdfast.console.application"
if "%~1"=="console" set "APPLICATION=org.holdfast.console.application"
for %%f in ("%HERE%plugins\org.eclipse.equinox.launcher_*.jar") do set "JAR=%%f"
"%JAVA%" --enable-native-access=ALL-UNNAMED -Xmx1g -Dh2.bindAddress=127.0.0.1 "-Dlogback.configurationFile=%HERE%logging\logback.xml" -Dholdfast.log.level=INFO "-Djava.util.logging.config.file=%HERE%logging\jul.properties" -jar "%JAR%" -application %APPLICATION% %*
